import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { Quantity } from '../device/parameter.ts';
import type { LakeshoreInputConfig } from './lakeshore-config.ts';
import { numberIn, type LakeshoreLine } from './lakeshore-line.ts';
import { readingInWords } from './lakeshore-status.ts';
import type { DriverContext } from './types.ts';

/** One temperature of a Lake Shore. Without a good reading it has no value, and says why. */
export class LakeshoreInput extends CoreDevice {
  readonly readable = {
    read: (signal?: AbortSignal) => this.#temperature.get(signal),
  };
  protected readonly core: DeviceCore;
  readonly #input: string;
  readonly #line: LakeshoreLine;
  readonly #temperature: Quantity;

  constructor(
    name: string,
    config: LakeshoreInputConfig,
    { clock, isSimulated }: DriverContext,
    line: LakeshoreLine,
  ) {
    super();
    const { input, decimals, group } = config;
    this.#input = input;
    this.#line = line;
    this.#temperature = new Quantity({
      name,
      unit: 'K',
      decimals,
      clock,
      get: (signal) => this.#ask(signal),
    });
    this.core = new DeviceCore(this, {
      info: deviceInfo(
        { name, driver: 'lakeshore', unit: 'K', decimals, group, isSimulated },
        {},
      ),
      clock,
      main: this.#temperature,
      traffic: () => line.traffic(),
    });
  }

  async poll(): Promise<void> {
    await this.#temperature.get();
  }

  lose(message: string): void {
    this.core.become('offline', message);
  }

  async #ask(signal?: AbortSignal): Promise<number> {
    const questions = [`KRDG? ${this.#input}`, `RDGST? ${this.#input}`];
    const [said, status] = await this.#line.ask(questions, signal);
    const words = readingInWords(numberIn(status, questions[1] ?? ''));
    const kelvin = numberIn(said, questions[0] ?? '');
    // After the value is taken in: who is told of it finds both.
    queueMicrotask(() => {
      if (words === null) this.core.become('idle');
      else {
        this.core.become(
          'error',
          `Input ${this.#input} has no temperature: ${words}.`,
        );
      }
      this.core.announce();
    });
    return words === null ? kelvin : NaN;
  }
}
