import { FIRST_OVERHEAD_SECONDS } from './estimate.ts';
import type { Scan } from './scan.ts';

/** What like scans took per point beyond motion, settling and counting. */
export interface MeasuredTime {
  readonly runs: number;
  readonly overheadSeconds: number;
}

/** Measured times by `likeKey`; a `Map` is one. The station keeps it across restarts. */
export interface MeasuredTimes {
  get(key: string): MeasuredTime | undefined;
  set(key: string, time: MeasuredTime): unknown;
}

/** A run that finished, as far as its duration goes. */
export interface TimedRun {
  readonly scan: Scan;
  /** From `computeSeconds`, before the run. */
  readonly computedSeconds: number;
  /** From the start to the last point, for relative scans until the axes are back; pauses taken off. */
  readonly activeSeconds: number;
  readonly points: number;
}

/** Later runs count more than earlier ones: at least a fifth of the mean is the newest. */
const MOST_WEIGHT = 5;

/** Adds a run that finished to what is known of its like. */
export function learn(times: MeasuredTimes, run: TimedRun): void {
  if (run.points < 1 || run.points < run.scan.points) return;
  const measured = (run.activeSeconds - run.computedSeconds) / run.points;
  if (!Number.isFinite(measured)) return;
  const key = likeKey(run.scan);
  const before = times.get(key);
  const runs = (before?.runs ?? 0) + 1;
  const weight = 1 / Math.min(runs, MOST_WEIGHT);
  const mean = before?.overheadSeconds ?? measured;
  times.set(key, { runs, overheadSeconds: mean + weight * (measured - mean) });
}

/** Duration of a scan: what was computed, and per point what like scans took beyond it. */
export function expectedSeconds(
  scan: Scan,
  computedSeconds: number,
  times?: MeasuredTimes,
): { seconds: number; estimate: 'computed' | 'measured' } {
  const known = times?.get(likeKey(scan));
  const overhead = known?.overheadSeconds ?? FIRST_OVERHEAD_SECONDS;
  const least = scan.points * (scan.exposureSeconds + scan.settleSeconds);
  return {
    seconds: Math.max(least, computedSeconds + scan.points * overhead),
    estimate: known ? 'measured' : 'computed',
  };
}

/** Scans are alike when they are of one type with the same axes and detectors. */
export function likeKey(scan: Scan): string {
  return [
    scan.request.type,
    scan.axes.join(','),
    scan.detectors.join(','),
  ].join(' ');
}
