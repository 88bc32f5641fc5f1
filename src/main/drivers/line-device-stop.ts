import { z } from 'zod';
import type { OnStop } from '../../contract/devices.ts';
import { acts, leave } from '../device/on-stop.ts';
import { formatQuantity } from '../device/units.ts';

const LEAVE = 'leave';

/** What becomes of a value on a stop. */
export const onStopField = z
  .union([z.string().min(1), z.number()])
  .default(LEAVE)
  .describe(
    'What a stop, and STOP ALL, does to it: leave = nothing; or the choice or number that it is set to at once, whatever locks and the latched stop say: closed, 0.',
  );

/** What a value says of itself that matters here. */
interface Fields {
  readonly onStop: string | number;
  readonly command?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly limits?: readonly [number | null, number | null] | undefined;
  readonly unit?: string | undefined;
  readonly decimals?: number | undefined;
}

/** What it is set to on a stop; undefined: it is left alone. */
export function stopValue({
  onStop,
  command,
}: Pick<Fields, 'onStop' | 'command'>): string | number | undefined {
  return onStop === LEAVE || command === undefined ? undefined : onStop;
}

/** In words; null where it can only be read. */
export function stopInWords(
  fields: Fields,
  hasCommand: boolean,
): OnStop | null {
  const { command, unit = '', decimals = 3 } = fields;
  if (hasCommand) return acts('It is told to stop.', 'Told to stop.');
  if (command === undefined) return null;
  const value = stopValue(fields);
  if (value === undefined) return leave;
  const said =
    typeof value === 'number' ? formatQuantity(value, decimals, unit) : value;
  return acts(`It is set to ${said}.`, `Set to ${said}.`);
}

/** Why it cannot be set to that; null = it can. */
export function stopMistake({
  onStop,
  command,
  options,
  limits = [null, null],
}: Fields): string | null {
  if (onStop === LEAVE) return null;
  if (command === undefined) return 'It cannot be set: it has no command.';
  if (options) {
    return Object.hasOwn(options, onStop)
      ? null
      : `"${onStop}" is none of its options. Choose ${[LEAVE, ...Object.keys(options)].join(' or ')}.`;
  }
  if (typeof onStop !== 'number') {
    return 'It is a number: give the number that it is set to, or leave.';
  }
  const [lower, upper] = limits;
  return onStop < (lower ?? -Infinity) || onStop > (upper ?? Infinity)
    ? 'It is beyond its limits.'
    : null;
}
