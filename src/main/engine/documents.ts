import { isoTime } from '../base/iso-time.ts';
import type { Scan } from '../scan/scan.ts';
import type { Axes } from './axes.ts';
import type { Layout } from './columns.ts';
import type { Ending } from './ending.ts';
import type { Positioner, RunFooter, RunHeader } from './events.ts';

/** What the engine cannot know of a run. `expectedSeconds`: from measured times, for the expected end. */
export type RunFacts = Pick<
  RunHeader,
  | 'number'
  | 'file'
  | 'who'
  | 'beamline'
  | 'isSimulated'
  | 'proposal'
  | 'sample'
  | 'dataset'
> & { readonly expectedSeconds?: number };

type Positioners = Readonly<Record<string, Positioner>>;

/** What is known before the first point. */
export function headerOf(
  scan: Scan,
  { expectedSeconds: _, ...facts }: RunFacts,
  layout: Layout,
  axes: Axes,
  startedAt: number,
  positioners: Positioners,
): RunHeader {
  return {
    format: 1,
    ...facts,
    line: scan.line,
    title: scan.title,
    request: scan.request,
    startedAt,
    startTime: isoTime(startedAt),
    columns: layout.columns,
    points: scan.points,
    shape: scan.shape,
    isSnake: scan.isSnake,
    axes: scan.axes.map((name, axis) => ({
      name,
      ...extentOf(scan, axes, axis),
    })),
    exposureSeconds: scan.exposureSeconds,
    plot: layout.plot,
    positioners,
    detectors: layout.detectors,
    leftOut: scan.leftOut,
  };
}

/** How it ended. */
export function footerOf(
  number: number,
  points: number,
  ending: Ending,
  endedAt: number,
  positioners: Positioners,
): RunFooter {
  return {
    number,
    endedAt,
    endTime: isoTime(endedAt),
    endReason: ending.reason ?? 'finished',
    message: ending.message,
    points,
    positioners,
  };
}

/** First and last planned position along the axis's own dimension; the first row of a snake runs forwards. */
function extentOf(
  scan: Scan,
  axes: Axes,
  axis: number,
): { start: number; stop: number } {
  const start = axes.planned(axis, 0);
  let faster = 1;
  for (const size of scan.shape.toReversed()) {
    const stop = axes.planned(axis, (size - 1) * faster);
    if (stop !== start) return { start, stop };
    faster *= size;
  }
  return { start, stop: start };
}
