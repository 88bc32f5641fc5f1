import type { Limits, LimitsInput } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { mainParameter } from '../device/actions.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { formatPlain } from '../device/units.ts';
import type { KeptLimits } from './kept-limits.ts';
import type { Logger } from './logger.ts';
import { typedLimits } from './typed-limits.ts';

interface Parts {
  readonly logger: Pick<Logger, 'add'>;
  readonly limitsKept: Pick<KeptLimits, 'keep'>;
}

/**
 * Sets the user limits of a device, logs and keeps them. Once they are in force they stay so: where the rest fails,
 * that is what the error says.
 *
 * @throws BeamtimeError `unsupported`, `parameter`, `unit`, `limit`, `lock` and nothing has changed; `database`,
 * `disk-full` when they are in force, but not kept for the next start or not in the log
 */
export function setLimits(
  device: Device,
  typed: LimitsInput,
  who: string,
  { logger, limitsKept }: Parts,
): void {
  const { name } = device.info;
  const quantity = mainParameter(device);
  if (!(quantity instanceof Quantity)) {
    throw new BeamtimeError('unsupported', `${name} has no limits.`);
  }
  const limits = typedLimits(typed, quantity.unit);
  const before = quantity.userLimits();
  quantity.setLimits(limits);
  const unlogged = failureOf(() => {
    logger.add(
      'info',
      who,
      `Limits of ${name}: ${range(before)} became ${range(limits)} ${quantity.unit}`.trimEnd(),
    );
  });
  const unkept = failureOf(() => {
    limitsKept.keep(name, quantity);
  });
  if (unkept !== undefined) {
    const error = halfDone(
      `The new limits of ${name} are in force, but they will not outlive the station.`,
      unkept,
    );
    failureOf(() => {
      logger.add('error', who, error.message, { code: error.code });
    });
    throw error;
  }
  if (unlogged !== undefined) {
    throw halfDone(
      `The new limits of ${name} are in force and kept, but the log does not have them.`,
      unlogged,
    );
  }
}

/** What was thrown, as an error; undefined = nothing. */
function failureOf(act: () => void): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error ?? new Error('It failed.');
  }
}

function halfDone(sentence: string, cause: unknown): BeamtimeError {
  const { code, message } = toReport(cause);
  return new BeamtimeError(
    code === 'internal' ? 'database' : code,
    `${sentence} ${message}`,
    { cause },
  );
}

function range({ lower, upper }: Limits): string {
  const end = (limit: number | null) =>
    limit === null ? 'open' : formatPlain(limit);
  return `${end(lower)} … ${end(upper)}`;
}
