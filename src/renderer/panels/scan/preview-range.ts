import type { AxisExtent } from '../../../contract/scans.ts';

/** The part of an axis that the preview shows, user units. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What the preview of one axis shows: where the scan goes and where the axis stands now, with a margin.
 * Limits are seen when they lie inside.
 */
export function previewRange(
  { lowest, highest }: Pick<AxisExtent, 'lowest' | 'highest'>,
  position: number | null,
): Range {
  const low = Math.min(lowest, position ?? lowest);
  const high = Math.max(highest, position ?? highest);
  const margin = high > low ? (high - low) * 0.05 : Math.abs(low) * 0.05 || 1;
  return { from: low - margin, to: high + margin };
}

/** Where a value lies in a range, percent. */
export function percentIn(value: number, { from, to }: Range): number {
  return ((value - from) / (to - from)) * 100;
}

/** Whether a planned position lies beyond a limit. */
export function isBeyond(
  value: number,
  { lower, upper }: AxisExtent['limits'],
): boolean {
  return (lower !== null && value < lower) || (upper !== null && value > upper);
}
