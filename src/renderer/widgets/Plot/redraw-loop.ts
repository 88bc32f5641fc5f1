/** What the loop needs of the browser; a test brings its own. */
export interface Frames {
  readonly now: () => number;
  readonly request: (callback: () => void) => number;
  readonly cancel: (id: number) => void;
}

export interface RedrawLoop {
  /** Something changed: draw soon. Cheap; may be called thousands of times a second. */
  readonly request: () => void;
  readonly stop: () => void;
}

const browserFrames: Frames = {
  now: () => performance.now(),
  request: (callback) => requestAnimationFrame(callback),
  cancel: (id) => {
    cancelAnimationFrame(id);
  },
};

/**
 * Draws at most once per animation frame, never while a drawing is under way, at most every
 * `minIntervalMs()`, and leaves the page as much time between two drawings as one of them took, so that
 * typing and clicking stay quick however slow the machine draws.
 */
export function createRedrawLoop(
  draw: () => Promise<void>,
  minIntervalMs: () => number = () => 0,
  frames: Frames = browserFrames,
): RedrawLoop {
  let isWanted = false;
  let isDrawing = false;
  let isStopped = false;
  let frame: number | null = null;
  let earliest = 0;

  function schedule(): void {
    if (frame !== null || isDrawing || isStopped) return;
    frame = frames.request(onFrame);
  }

  function onFrame(): void {
    frame = null;
    if (!isWanted || isStopped) return;
    if (frames.now() < earliest) {
      schedule();
      return;
    }
    isWanted = false;
    isDrawing = true;
    const began = frames.now();
    const end = (): void => {
      const ended = frames.now();
      earliest = Math.max(ended + (ended - began), began + minIntervalMs());
      isDrawing = false;
      if (isWanted) schedule();
    };
    draw().then(end, (error: unknown) => {
      end();
      // Not swallowed: the page's own handler shows it.
      reportError(error);
    });
  }

  return {
    request() {
      isWanted = true;
      schedule();
    },
    stop() {
      isStopped = true;
      if (frame !== null) frames.cancel(frame);
      frame = null;
    },
  };
}
