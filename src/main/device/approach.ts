import type { Limits } from '../../contract/devices.ts';
import { clampTo } from './limits.ts';

/** A way of an axis, dial units. */
interface Way {
  readonly from: number;
  readonly target: number;
  readonly backlash: number;
  readonly tolerance: number;
  /** The effective ones, whoever set them. */
  readonly limits: Limits;
}

/**
 * Where an axis goes first, so that its last stretch is travelled in the direction of its backlash; never beyond a
 * limit, whoever set it. Where the limits leave less room than the backlash, it `isShort`: the axis arrives all the
 * same, with a shorter last stretch or none. Without `via` it goes straight to its target.
 */
export function approachOf({
  from,
  target,
  backlash,
  tolerance,
  limits,
}: Way): {
  readonly via?: number;
  readonly isShort: boolean;
} {
  const isFromItsSide =
    (target - from) * Math.sign(backlash) >= Math.abs(backlash);
  if (backlash === 0 || isFromItsSide || Math.abs(target - from) < tolerance)
    return { isShort: false };
  const wanted = target - backlash;
  const via = clampTo(wanted, limits);
  return {
    isShort: Math.abs(via - wanted) > tolerance,
    ...(Math.abs(via - target) >= tolerance && { via }),
  };
}
