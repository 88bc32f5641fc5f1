import type { Devices } from '../device/types.ts';
import { within } from '../base/wait.ts';
import type { Clock } from '../base/clock.ts';
import type { Positioner } from './events.ts';

const READ_TIMEOUT_MS = 5_000;

/**
 * Where every axis of the beamline stands: the scanned ones read now, the others as last known. An axis that does not
 * answer is given as last known, one that was never read is left out: this must not keep a run from ending.
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
  for (const { info, movable, parameters } of devices.all()) {
    const value = movable?.position();
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
