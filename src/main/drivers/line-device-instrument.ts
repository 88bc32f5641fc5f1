import { toReport } from '../../contract/errors.ts';
import type { Device } from '../device/types.ts';
import type { Exchange } from '../io/exchange.ts';
import type { LinkState } from '../io/link.ts';
import type { LineParameter } from './line-device-parameter.ts';
import type { LineQuery } from './line-device-query.ts';
import type { DriverContext, Instrument } from './types.ts';

/** What an instrument whose values are questions and commands is made of. */
export interface LineInstrumentParts {
  readonly exchange: Exchange;
  readonly queries: readonly LineQuery[];
  readonly parameters: readonly LineParameter[];
  /** Sends what the instrument has to be told after each connect. */
  readonly setUp: () => Promise<void>;
}

const RETRY_MS = 5_000;

/** An instrument of which each value is a device: read from time to time, and set where it can be. */
export class LineInstrument implements Instrument {
  readonly devices: readonly Device[];
  readonly exchange: Exchange;
  readonly #parts: LineInstrumentParts;
  readonly #context: DriverContext;
  #cancelRetry = () => {};

  constructor(parts: LineInstrumentParts, context: DriverContext) {
    this.#parts = parts;
    this.#context = context;
    this.devices = parts.parameters;
    this.exchange = parts.exchange;
    parts.exchange.onState((state) => this.#onState(state));
  }

  start(): void {
    this.#parts.exchange.start();
  }

  close(): Promise<void> {
    this.#rest();
    this.#parts.exchange.close();
    return Promise.resolve();
  }

  #onState(state: LinkState): void {
    this.#rest();
    if (state.kind === 'connected') void this.#begin();
    else this.#lose(state.reason ?? '');
  }

  async #begin(): Promise<void> {
    const { setUp, exchange, parameters, queries } = this.#parts;
    try {
      await setUp();
    } catch (error) {
      if (exchange.state.kind !== 'connected') return;
      this.#fail(toReport(error).message);
      return;
    }
    if (exchange.state.kind !== 'connected') return;
    for (const parameter of parameters) parameter.begin();
    for (const query of queries) query.begin();
  }

  #fail(message: string): void {
    this.#lose(`It was not set up. ${message}`);
    this.#context.log(
      'warning',
      `${this.devices[0]?.info.name ?? 'An instrument'} is offline. ${message}`,
    );
    this.#cancelRetry = this.#context.clock.after(
      RETRY_MS,
      () => void this.#begin(),
    );
  }

  #lose(message: string): void {
    for (const parameter of this.#parts.parameters) parameter.lose(message);
  }

  #rest(): void {
    this.#cancelRetry();
    for (const query of this.#parts.queries) query.end();
  }
}
