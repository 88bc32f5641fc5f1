import type { Limits } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { formatQuantity } from './units.ts';

/** No limit on either side. */
export const openLimits: Limits = { lower: null, upper: null };

/** The tighter of two pairs of limits, side by side; an open side leaves the other's limit. */
export function tighter(a: Limits, b: Limits): Limits {
  return {
    lower: a.lower === null ? b.lower : Math.max(a.lower, b.lower ?? -Infinity),
    upper: a.upper === null ? b.upper : Math.min(a.upper, b.upper ?? Infinity),
  };
}

/** Whether a value lies within, ends included, with room for the rounding of the last digits. */
export function isWithin(value: number, limits: Limits): boolean {
  const { lower, upper } = limits;
  return (
    (lower === null || value >= lower - slack(lower)) &&
    (upper === null || value <= upper + slack(upper))
  );
}

/** The value itself, or the limit it is beyond. */
export function clampTo(value: number, limits: Limits): number {
  return Math.min(
    Math.max(value, limits.lower ?? -Infinity),
    limits.upper ?? Infinity,
  );
}

/**
 * Refuses what is not a number and what lies beyond a limit.
 *
 * @throws BeamtimeError `parameter`, `limit`
 */
export function assertWithin(
  name: string,
  value: number,
  limits: Limits,
  decimals: number,
  unit: string,
): void {
  if (!Number.isFinite(value)) {
    throw new BeamtimeError(
      'parameter',
      `${name}: ${String(value)} is not a position. Give a finite number in ${unit || 'its unit'}.`,
    );
  }
  if (isWithin(value, limits)) return;
  const isLow = limits.lower !== null && value < limits.lower;
  const limit = isLow ? limits.lower : limits.upper;
  throw new BeamtimeError(
    'limit',
    `${name}: ${formatQuantity(value, decimals, unit)} is beyond the ${isLow ? 'lower' : 'upper'} limit of ${formatQuantity(limit ?? NaN, decimals, unit)}. ${advice(limits, decimals, unit)}`,
    { detail: { name, value, lower: limits.lower, upper: limits.upper, unit } },
  );
}

/** `between -25.000 mm and 25.000 mm`, `above ...`, `anywhere`. */
export function limitsInWords(
  limits: Limits,
  decimals: number,
  unit: string,
): string {
  const { lower, upper } = limits;
  if (lower !== null && upper !== null) {
    return `between ${formatQuantity(lower, decimals, unit)} and ${formatQuantity(upper, decimals, unit)}`;
  }
  if (lower !== null) return `above ${formatQuantity(lower, decimals, unit)}`;
  if (upper !== null) return `below ${formatQuantity(upper, decimals, unit)}`;
  return 'anywhere';
}

function advice(limits: Limits, decimals: number, unit: string): string {
  return `Choose a value ${limitsInWords(limits, decimals, unit)}.`;
}

function slack(limit: number): number {
  return Math.max(Math.abs(limit) * 1e-9, 1e-12);
}
