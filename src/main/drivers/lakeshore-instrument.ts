import { toReport } from '../../contract/errors.ts';
import type { Exchange } from '../io/exchange.ts';
import type { PortOpener } from '../io/types.ts';
import type { LakeshoreConfig } from './lakeshore-config.ts';
import { LakeshoreInput } from './lakeshore-input.ts';
import { LakeshoreLine } from './lakeshore-line.ts';
import { LakeshoreLoop } from './lakeshore-loop.ts';
import type { DriverContext, Instrument } from './types.ts';

/** A Lake Shore 336: its temperatures and loops, read one after the other, again and again. */
export class LakeshoreInstrument implements Instrument {
  readonly devices: readonly (LakeshoreInput | LakeshoreLoop)[];
  readonly #line: LakeshoreLine;
  readonly #context: DriverContext;
  readonly #pollMs: number;
  #cancelPoll = () => {};
  /** A round that belongs to an earlier connection ends. */
  #connection = 0;

  constructor(
    config: LakeshoreConfig,
    context: DriverContext,
    opener: PortOpener,
  ) {
    const line = new LakeshoreLine(opener, context.clock);
    this.#line = line;
    this.#context = context;
    this.#pollMs = config.poll * 1000;
    this.devices = [
      ...Object.entries(config.inputs).map(
        ([name, input]) => new LakeshoreInput(name, input, context, line),
      ),
      ...Object.entries(config.loops).map(
        ([name, loop]) => new LakeshoreLoop(name, loop, context, line),
      ),
    ];
    line.onState(({ kind, reason }) => {
      this.#stopPolling();
      if (kind === 'connected') void this.#round(this.#connection);
      else for (const device of this.devices) device.lose(reason ?? '');
    });
  }

  get exchange(): Exchange {
    return this.#line.exchange;
  }

  start(): void {
    this.#line.start();
  }

  close(): Promise<void> {
    this.#stopPolling();
    this.#line.close();
    return Promise.resolve();
  }

  #stopPolling(): void {
    this.#connection += 1;
    this.#cancelPoll();
  }

  async #round(connection: number): Promise<void> {
    for (const device of this.devices) {
      try {
        await device.poll();
      } catch (error) {
        // The loss of the whole line is announced by itself.
        if (connection === this.#connection) {
          device.lose(toReport(error).message);
        }
      }
      if (connection !== this.#connection) return;
    }
    this.#cancelPoll = this.#context.clock.after(
      this.#pollMs,
      () => void this.#round(connection),
    );
  }
}
