/** How the page bore some seconds. */
export interface Watched {
  /** Redraws of the plot. */
  readonly redraws: number;
  /** Tasks longer than 50 ms, ms. */
  readonly tasks: readonly number[];
  /** From each key press to the frame after it, ms. */
  readonly answers: readonly number[];
}

/** Counts redraws, long tasks, and from a key to the frame that shows it. */
export async function watchPage(forMs: number): Promise<Watched> {
  const tasks: number[] = [];
  const answers: number[] = [];
  let redraws = 0;
  const long = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  });
  long.observe({ entryTypes: ['longtask'] });
  // One drawing is one batch of changes.
  const drawn = new MutationObserver(() => redraws++);
  for (const layer of document.querySelectorAll(
    '.js-plotly-plot .cartesianlayer',
  )) {
    drawn.observe(layer, { childList: true, subtree: true, attributes: true });
  }
  const onKey = ({ timeStamp }: KeyboardEvent): void => {
    requestAnimationFrame(() => {
      // After the frame's own work.
      setTimeout(() => answers.push(performance.now() - timeStamp));
    });
  };
  window.addEventListener('keydown', onKey);
  await new Promise((resolve) => setTimeout(resolve, forMs));
  window.removeEventListener('keydown', onKey);
  long.disconnect();
  drawn.disconnect();
  return { redraws, tasks, answers };
}
