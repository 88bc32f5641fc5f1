import type { ConnectionTrial } from '../../contract/beamline.ts';
import { toReport } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Device } from '../device/types.ts';
import type { Instrument } from '../drivers/types.ts';
import { trialOf } from './trial-outcome.ts';

/** Longer than one exchange with a slow instrument takes; one that is gone is given up sooner. */
const PATIENCE_MS = 8_000;

/**
 * Asks the devices of an instrument that runs where they stand, over the line that it has: nothing is interrupted.
 *
 * @param isChanged whether its entry is another one now than the one that runs
 */
export async function askRunning(
  instrument: Instrument,
  clock: Clock,
  isChanged: boolean,
  signal: AbortSignal,
): Promise<ConnectionTrial> {
  const start = clock.monotonic();
  const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const problems = new Map<Device, string>();
  await Promise.all(
    instrument.devices.map(async (device) => {
      try {
        await readNow(device, until);
      } catch (error) {
        problems.set(device, toReport(error).message);
      }
    }),
  );
  const trial = trialOf(instrument, (clock.monotonic() - start) / 1000, {
    problems,
  });
  if (!trial.isThere) return trial;
  const later = isChanged
    ? ' What was changed is tried when it is written.'
    : '';
  return {
    ...trial,
    message: `It runs on this line. ${trial.message}${later}`,
  };
}

/** A detector only counts, which somebody may be waiting for: what it said last has to do. */
async function readNow(device: Device, signal: AbortSignal): Promise<void> {
  if (device.movable) await device.movable.readPosition(signal);
  else if (device.readable && !device.triggerable)
    await device.readable.read(signal);
}
