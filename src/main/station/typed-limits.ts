import type { Limits, LimitsInput } from '../../contract/devices.ts';
import {
  BeamtimeError,
  toReport,
  type Problem,
} from '../../contract/errors.ts';
import { toUnit } from '../device/units.ts';

const sides = ['lower', 'upper'] as const;

/**
 * Limits in `unit` from what somebody typed: a number, or one with a unit that fits.
 *
 * @throws BeamtimeError `parameter` or `unit`, with a problem for each side that cannot be read
 */
export function typedLimits(input: LimitsInput, unit: string): Limits {
  const problems: Problem[] = [];
  const limits: Limits = { lower: null, upper: null };
  for (const side of sides) {
    const typed = input[side];
    if (typed === null) continue;
    try {
      limits[side] = toUnit(typed, unit);
    } catch (error) {
      const { code, message } = toReport(error);
      problems.push({ path: ['limits', side], code, message });
    }
  }
  const [first] = problems;
  if (first === undefined) return limits;
  throw new BeamtimeError(
    first.code,
    problems.map(({ message }) => message).join(' '),
    { problems },
  );
}
