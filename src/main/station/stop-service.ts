import type { StopState } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import { stopAll } from '../device/stop-all.ts';
import type { Devices } from '../device/types.ts';
import type { Logger } from './logger.ts';

/** How long one device may take to confirm that it stands. */
const TIMEOUT_MS = 5000;

interface Parts {
  readonly clock: Clock;
  readonly devices: Devices;
  readonly logger: Logger;
  /** Tells engine and queue. Called after the stop commands are on their way, never before. */
  readonly onStopAll: (who: string) => void;
}

/** STOP ALL and its smaller sister. A path of its own: not through the engine, no lock, no state rule, no control. */
export class StopService {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Latches, stops every stoppable device at once, then tells the engine. Answers with each device's result. */
  async all(who: string): Promise<StopState> {
    const { clock, devices, logger, onStopAll } = this.#parts;
    devices.latch.latch(who, clock.now());
    const results = stopAll(devices.all(), { clock, timeoutMs: TIMEOUT_MS });
    onStopAll(who);
    logger.add('warning', who, 'STOP ALL');
    const done = await results;
    devices.latch.report(done);
    for (const result of done.filter((one) => !one.isStopped)) {
      logger.add(
        'error',
        who,
        `STOP ALL: ${result.name} did not confirm. ${result.message}`,
        result.code ? { code: result.code } : {},
      );
    }
    return devices.latch.state;
  }

  /** Stops these devices, or all that move, without latching. */
  async some(names: readonly string[] | undefined, who: string): Promise<void> {
    const { clock, devices, logger } = this.#parts;
    const chosen = names
      ? names.map((name) => devices.get(name))
      : devices.all().filter((device) => device.reading().status === 'moving');
    const stoppable = chosen.filter((device) => device.stoppable);
    const list = stoppable.map((device) => device.info.name).join(', ');
    if (stoppable.length === 0) {
      if (!names) return;
      throw new BeamtimeError(
        'unsupported',
        `${names.join(', ')} cannot be stopped.`,
      );
    }
    const stopping = Promise.all(
      stoppable.map(async (device) => device.stoppable?.stop()),
    );
    logger.add('info', who, `Stop ${list}`);
    await within(stopping, {
      clock,
      timeoutMs: TIMEOUT_MS,
      what: `${list} to confirm that it stands`,
    });
  }

  reset(who: string): void {
    const { devices, logger } = this.#parts;
    if (!devices.latch.isLatched) return;
    devices.latch.reset();
    logger.add('info', who, 'STOP ALL was reset');
  }
}
