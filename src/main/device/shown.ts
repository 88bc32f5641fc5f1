import type { Limits } from '../../contract/devices.ts';
import type { ParameterValue, Quantity } from './parameter.ts';

/** What can be shown of a value and sent on: null for what is not a finite number. */
export function shown(
  value: ParameterValue | null | undefined,
): ParameterValue | null {
  if (value === undefined || isBoundless(value)) return null;
  return Number.isNaN(value) ? null : value;
}

/** Whether a value is larger than a number can be: a driver took in what no instrument can mean. */
export function isBoundless(value: unknown): boolean {
  return value === Infinity || value === -Infinity;
}

/** All limits of a quantity as they can be shown and sent on: a side without a finite number is open. */
export function shownLimits(quantity: Quantity) {
  const { limits, userLimits, deviceLimits } = quantity.allLimits();
  return {
    limits: finiteSides(limits),
    userLimits: finiteSides(userLimits),
    deviceLimits: finiteSides(deviceLimits),
  };
}

function finiteSides({ lower, upper }: Limits): Limits {
  return { lower: finite(lower), upper: finite(upper) };
}

function finite(limit: number | null): number | null {
  return limit !== null && Number.isFinite(limit) ? limit : null;
}
