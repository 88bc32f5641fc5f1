import { useEffect, useMemo, useState } from 'react';
import type { Run } from '../../../contract/runs.ts';
import { ask } from '../../stores/call.ts';
import { usePlotSelection } from '../../stores/plot-selection.ts';
import { usePlotView } from '../../stores/plot-view.ts';
import { loadRun, onPoints, runPoints } from '../../stores/points.ts';
import { isActive, useStation } from '../../stores/station.ts';
import {
  choose,
  columnOf,
  earlierRuns,
  type PlotChoice,
} from './plot-model.ts';

/** What the plot shows: a run and those under it. */
export interface Plotted {
  readonly run: Run;
  readonly earlier: readonly Run[];
  /** Somebody ticked them in the history; else they are the last ones. */
  readonly areEarlierTicked: boolean;
  readonly choice: PlotChoice;
}

/** The run to be shown (the present or last one, unless another was picked in the history) and those under it. */
export function usePlotted(): Plotted | null {
  const present = useStation((state) => state.run);
  const history = useStation((state) => state.history);
  const shown = usePlotSelection((state) => state.shown);
  const overlays = usePlotSelection((state) => state.overlays);
  const channels = usePlotView((state) => state.channels);
  const xInstead = usePlotView((state) => state.xInstead);
  const isMapFlat = usePlotView((state) => state.isMapFlat);
  const areEarlierShown = usePlotView((state) => state.areEarlierShown);

  const plotted = useMemo(() => {
    const picked =
      shown === null
        ? undefined
        : history.find(({ number }) => number === shown);
    const run = picked ?? present;
    // A run that is still being prepared has no columns; the last one stays until it has.
    const usable = run && run.columns.length > 0 ? run : history[0];
    if (!usable) return null;
    const choice = choose(usable, { channels, xInstead, isMapFlat });
    const ticked = overlays.flatMap((number) => {
      const found = [...history, ...(present ? [present] : [])].find(
        (r) => r.number === number,
      );
      return found && found.number !== usable.number ? [found] : [];
    });
    const earlier = areEarlierShown ? earlierRuns(usable, history, choice) : [];
    return {
      run: usable,
      choice,
      areEarlierTicked: ticked.length > 0,
      earlier: choice.isMap
        ? []
        : ticked.length > 0
          ? ticked.toReversed().slice(0, 6)
          : earlier,
    };
  }, [
    present,
    history,
    shown,
    overlays,
    channels,
    xInstead,
    isMapFlat,
    areEarlierShown,
  ]);
  return useStable(plotted, keyOf(plotted));
}

/** What of it the panel draws: a run changes with every point, and the panel need not. */
function keyOf(plotted: Plotted | null): string {
  if (!plotted) return '';
  const { run, earlier, areEarlierTicked, choice } = plotted;
  return JSON.stringify([
    run.number,
    run.state,
    run.columns.length,
    earlier.map(({ number }) => number),
    areEarlierTicked,
    choice,
  ]);
}

/** Holds on to a value as long as its key stays the same. */
function useStable<T>(value: T, key: string): T {
  const [held, setHeld] = useState({ value, key });
  if (held.key === key) return held.value;
  setHeld({ value, key });
  return value;
}

/** Fetches the points of every run shown that are not here yet. Answers with the runs that have some, the present one first. */
export function usePoints(plotted: Plotted | null): readonly Run[] {
  const runs = useMemo(
    () => (plotted ? [plotted.run, ...plotted.earlier] : []),
    [plotted],
  );
  const numbers = runs.map(({ number }) => number).join();
  const [, setLoaded] = useState(0);

  useEffect(() => {
    let isGone = false;
    const missing = runs.filter((run) => {
      const points = runPoints(run.number);
      return !points || (run.endReason !== null && points.count < run.point);
    });
    for (const { number } of missing) {
      // A run that cannot be had is left out; the history says what became of it.
      loadRun(number).then(
        () => {
          if (!isGone) setLoaded((count) => count + 1);
        },
        () => {},
      );
    }
    return () => {
      isGone = true;
    };
    // The runs change with every point of the present one; what matters is which they are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [numbers]);

  return runs.filter(({ number }) => runPoints(number) !== undefined);
}

/** Subscribes to the points of several runs. */
export function watchPoints(
  runs: readonly number[],
  changed: () => void,
): () => void {
  const stops = runs.map((run) => onPoints(run, changed));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Where x of an active run will go, from a dry run of its request; null when it is not known. */
export function usePlannedRange(
  plotted: Plotted | null,
): readonly [number, number] | null {
  const [known, setKnown] = useState<{
    run: number;
    range: readonly [number, number];
  } | null>(null);
  const run = plotted?.run;
  const number =
    run && isActive(run) && columnOf(run, run.plot.x)?.role === 'axis'
      ? run.number
      : null;

  useEffect(() => {
    if (number === null || !run) return undefined;
    const asking = new AbortController();
    ask(
      'scans.check',
      { request: run.request },
      { signal: asking.signal },
    ).then(
      ({ axes }) => {
        const axis = axes.find(({ name }) => name === run.plot.x);
        if (axis) setKnown({ run: number, range: [axis.lowest, axis.highest] });
      },
      // Without a plan x grows with the data.
      () => {},
    );
    return () => {
      asking.abort();
    };
    // Once per run: its plan does not change.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [number]);

  return known !== null && known.run === run?.number ? known.range : null;
}
