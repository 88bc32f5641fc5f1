import type { Limits } from '../../contract/devices.ts';
import { openLimits, tighter } from '../device/limits.ts';
import type { Positions } from './pseudo-solver.ts';

/**
 * How far a pseudo axis can go before one of its real axes is at a limit, where these go in proportion to it; a real
 * axis that does not leaves that open, and its own check decides.
 */
export function limitsThrough(
  position: number,
  moved: readonly string[],
  plan: (target: number) => Positions,
  limitsOf: (moved: string) => Limits,
): Limits {
  try {
    const [before, here, after] = [position - 1, position, position + 1].map(
      plan,
    );
    return moved
      .map((name) =>
        through(
          position,
          [
            before?.get(name) ?? NaN,
            here?.get(name) ?? NaN,
            after?.get(name) ?? NaN,
          ],
          limitsOf(name),
        ),
      )
      .reduce(tighter, openLimits);
  } catch {
    // Near the end of what the formula can do; the check of a target says what is wrong.
    return openLimits;
  }
}

function through(
  position: number,
  [before, here, after]: readonly [number, number, number],
  { lower, upper }: Limits,
): Limits {
  const slope = after - here;
  const isLinear =
    Math.abs(slope - (here - before)) <= 1e-9 * Math.max(1, Math.abs(slope));
  if (!isLinear || Math.abs(slope) < 1e-12) return openLimits;
  const reach = (limit: number | null) =>
    limit === null ? null : position + (limit - here) / slope;
  return slope > 0
    ? { lower: reach(lower), upper: reach(upper) }
    : { lower: reach(upper), upper: reach(lower) };
}
