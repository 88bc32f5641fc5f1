import type { StopResult } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import type { Device } from './types.ts';

/** How long each device may take to confirm that it stands. */
export interface StopAllOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
}

/**
 * Does to every device what it says of a stop, all in this turn of the event loop, so that axes of one controller can share
 * one command. Never throws; every device gets its own time and its own result. Not through the engine, no lock, no state rule.
 * One that is offline is told, too, but cannot confirm: it does not count as stopped. One that is left alone is in the list, too.
 */
export function stopAll(
  devices: readonly Device[],
  options: StopAllOptions,
): Promise<StopResult[]> {
  return Promise.all(
    devices
      .filter(({ stoppable, info }) => stoppable ?? info.onStop)
      .map((device) => stopOne(device, options)),
  );
}

async function stopOne(
  device: Device,
  { clock, timeoutMs }: StopAllOptions,
): Promise<StopResult> {
  const { name, onStop } = device.info;
  const start = clock.monotonic();
  const elapsed = () => Math.round((clock.monotonic() - start) * 10) / 10;
  try {
    await within(device.stoppable?.stop() ?? Promise.resolve(), {
      clock,
      timeoutMs,
      what: `${name} to confirm its stop`,
    });
    if (onStop?.isLeftAlone !== true) assertAnswering(device);
    return {
      name,
      isStopped: true,
      code: null,
      message: onStop?.done ?? 'Stopped.',
      milliseconds: elapsed(),
    };
  } catch (error) {
    const { code, message } = toReport(error);
    return { name, isStopped: false, code, message, milliseconds: elapsed() };
  }
}

/** Whatever a driver says of a device that is not there, nobody has seen what it does. */
function assertAnswering(device: Device): void {
  const { name, status, message } = device.reading();
  if (status !== 'offline') return;
  throw new BeamtimeError(
    'disconnected',
    `The stop of ${name} is not confirmed: it is offline. ${message ?? ''}`.trim(),
  );
}
