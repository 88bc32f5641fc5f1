import { useEffect } from 'react';
import { ask } from '../../stores/call.ts';
import { usePlotNow } from '../../stores/plot-view.ts';
import { onPoints } from '../../stores/points.ts';
import { columnOf } from './plot-model.ts';
import type { Plotted } from './use-plotted.ts';

/** The peak is asked for at most this often, ms. */
const quietMs = 250;
/** And at most this part of the time is spent on it: a long run makes it dear for the station. */
const largestPart = 0.1;

/** Keeps the peak of the main curve up to date while the run grows. */
export function usePeak(plotted: Plotted | null): void {
  const choice = plotted?.choice;
  const run = plotted?.run.number;
  const x = choice && !choice.isMap ? choice.x : null;
  const y = choice?.channels[0]?.name ?? null;
  const state = plotted?.run.state;
  const isAxis =
    plotted !== null && x !== null && columnOf(plotted.run, x)?.role === 'axis';

  useEffect(() => {
    usePlotNow.setState({ axis: isAxis ? x : null, channel: y, peak: null });
    if (run === undefined || x === null || y === null || !isAxis)
      return undefined;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let changes = 0;
    let waitMs = quietMs;

    const look = async (): Promise<void> => {
      const seen = changes;
      const began = performance.now();
      try {
        const peak = await ask(
          'runs.peak',
          { run, x, y },
          { signal: asking.signal },
        );
        if (!asking.signal.aborted) usePlotNow.setState({ peak });
      } catch {
        // No peak yet, or no connection: the chips stay as they are.
      }
      waitMs = Math.max(quietMs, (performance.now() - began) / largestPart);
      timer = undefined;
      if (changes !== seen) soon();
    };
    const soon = (): void => {
      if (asking.signal.aborted) return;
      timer ??= setTimeout(() => void look(), waitMs);
    };

    const stop = onPoints(run, () => {
      changes++;
      soon();
    });
    void look();
    return () => {
      asking.abort();
      clearTimeout(timer);
      stop();
    };
    // `state`: once more when the run has ended.
  }, [run, x, y, isAxis, state]);
}
