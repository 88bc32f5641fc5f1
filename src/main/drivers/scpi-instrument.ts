import { BeamtimeError } from '../../contract/errors.ts';
import type { Device } from '../device/types.ts';
import type { Exchange } from '../io/exchange.ts';
import type { LinkState } from '../io/link.ts';
import type { PortOpener } from '../io/types.ts';
import type { ScpiConfig } from './scpi-config.ts';
import { assertNoError, forgetErrors, scpiExchange } from './scpi-line.ts';
import { ScpiParameter } from './scpi-parameter.ts';
import type { DriverContext, Instrument } from './types.ts';

/** An instrument with simple parameters: each is a device that is read from time to time, and set where it can be. */
export class ScpiInstrument implements Instrument {
  readonly devices: readonly Device[];
  readonly #exchange: Exchange;
  readonly #parameters: readonly ScpiParameter[];

  constructor(config: ScpiConfig, context: DriverContext, opener: PortOpener) {
    const { identity, errors } = config;
    const exchange = scpiExchange({
      opener,
      clock: context.clock,
      terminator: config.terminator,
      timeoutMs: config.timeout * 1000,
      greeting: {
        probes: [identity],
        // Any answer that is more than a number: a reading that comes late is not taken for it.
        isAnswer: (reply) => identity !== '*IDN?' || /[A-Za-z]/.test(reply),
      },
    });
    this.#exchange = exchange;
    this.#parameters = Object.entries(config.parameters).map(
      ([name, parameter]) =>
        new ScpiParameter(name, parameter, context, {
          ask: (query, signal) => exchange.request(query, { signal }),
          async send(command, signal) {
            // Other questions may have left an error behind that is not this one's.
            if (errors !== null) await forgetErrors(exchange, errors, signal);
            await exchange.request(command, { hasReply: false, signal });
            if (errors !== null)
              await assertNoError(exchange, errors, command, signal);
          },
          traffic: () => exchange.traffic(),
        }),
    );
    this.devices = this.#parameters;
    exchange.onState((state) => this.#onState(state));
  }

  start(): void {
    this.#exchange.start();
  }

  close(): Promise<void> {
    for (const parameter of this.#parameters) parameter.close();
    this.#exchange.close();
    return Promise.resolve();
  }

  #onState(state: LinkState): void {
    const error = new BeamtimeError('disconnected', state.reason ?? '');
    for (const parameter of this.#parameters) {
      if (state.kind === 'connected') parameter.begin();
      else parameter.lose(error.message);
    }
  }
}
