import { formatNumber } from '../../widgets/format.ts';
import { readInput } from '../../../contract/typed-number.ts';

/** What was typed for a device: a target, or why it is none, in words. */
export type TypedTarget =
  { readonly target: number | string } | { readonly problem: string };

export interface TargetContext {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly value: number | string | null;
  /** Whether the number is a distance from where it stands. */
  readonly isRelative: boolean;
}

/**
 * Reads what was typed. A bare number is in the device's unit; with a unit it goes to the station as text,
 * which knows every unit. Limits are left to the station too: it checks through to the real axes.
 */
export function readTarget(typed: string, context: TargetContext): TypedTarget {
  const { name, unit, decimals, value, isRelative } = context;
  const input = readInput(typed);
  if (input === '') {
    return { problem: `Type a number in ${unit || 'its unit'}.` };
  }
  if (typeof input === 'number') {
    if (!isRelative) {
      return { target: input };
    }
    if (typeof value !== 'number') {
      return {
        problem: `Where ${name} stands is not known. Give an absolute position.`,
      };
    }
    // More digits than the device has are noise of the addition.
    return {
      target: Number((value + input).toFixed(Math.min(12, decimals + 3))),
    };
  }
  if (isRelative) {
    return {
      problem: `"${typed}" is not a number. Type a distance in ${unit}.`,
    };
  }
  return /^[+-]?[\d.]+(e[+-]?\d+)?\s*[^\d\s].*$/i.test(input)
    ? { target: input }
    : {
        problem: `"${typed}" is not a number. Type one such as ${formatNumber(0.5, 1)} or 0.5 ${unit}.`,
      };
}
