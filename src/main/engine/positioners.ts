import type { Device, Devices } from '../device/types.ts';
import { within } from '../base/wait.ts';
import type { Clock } from '../base/clock.ts';
import type { Positioner } from './events.ts';

const READ_TIMEOUT_MS = 5_000;

/**
 * Where every axis of the beamline stands: the scanned ones read now, the others as last known. An axis that does not
 * answer is given as last known, one that was never read is left out: this must not keep a run from ending. Beside them
 * stands what else has a number without counting: a temperature, its setpoint, the ring current.
 */
export async function readPositioners(
  devices: Devices,
  scanned: readonly string[],
  clock: Clock,
): Promise<Record<string, Positioner>> {
  await Promise.all(
    scanned.map(async (name) => {
      const reading = devices.get(name).movable?.readPosition();
      if (!reading) return;
      await within(reading, {
        clock,
        timeoutMs: READ_TIMEOUT_MS,
        what: `the position of ${name}`,
      }).catch(() => undefined);
    }),
  );
  const positioners: Record<string, Positioner> = {};
  for (const device of devices.all()) {
    const { info, movable, parameters } = device;
    const value = movable ? movable.position() : surroundings(device);
    if (value === undefined) continue;
    const dial = parameters.get('dial')?.last?.value;
    positioners[info.name] = {
      value,
      unit: info.unit,
      ...(typeof dial === 'number' && { dial }),
    };
  }
  return positioners;
}

/** A number that is there without counting, as last read; undefined where it is not to be believed any more. */
function surroundings(device: Device): number | undefined {
  if (device.triggerable || device.derived || !device.readable)
    return undefined;
  const { value, isStale } = device.reading();
  return typeof value === 'number' && !isStale ? value : undefined;
}
