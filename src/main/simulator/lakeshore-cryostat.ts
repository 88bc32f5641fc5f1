import type { Clock } from '../base/clock.ts';
import type {
  LakeshoreConfig,
  LakeshoreInputConfig,
} from './lakeshore-config.ts';
import { LakeshoreOutput, modes } from './lakeshore-output.ts';

/** Bits of RDGST. */
const bits = { invalid: 1, under: 16, over: 32, zero: 64, sensorOver: 128 };

/** Most steps of one look, however long ago the last one was. */
const mostSteps = 2_000;

/** One temperature. */
interface Body {
  readonly config: LakeshoreInputConfig;
  temperature: number;
}

/** Temperatures that follow their setpoints, each with its time constant. It keeps no timers. Kelvin. */
export class LakeshoreCryostat {
  readonly outputs: ReadonlyMap<number, LakeshoreOutput>;
  readonly #bodies: ReadonlyMap<string, Body>;
  readonly #clock: Clock;
  #time: number;

  constructor(config: LakeshoreConfig, clock: Clock) {
    this.#clock = clock;
    this.#time = clock.monotonic();
    this.#bodies = new Map(
      Object.entries(config.inputs).map(([letter, input]) => [
        letter,
        { config: input, temperature: input.start },
      ]),
    );
    this.outputs = new Map(
      Object.entries(config.outputs).map(([key, output]) => [
        Number(key),
        new LakeshoreOutput(
          Number(key),
          output,
          config.inputs[output.input]?.start ?? 0,
        ),
      ]),
    );
  }

  /** What is known of an input; `undefined` where none is connected. */
  config(letter: string): LakeshoreInputConfig | undefined {
    return this.#bodies.get(letter)?.config;
  }

  /** Brings it up to what has happened since somebody last looked. */
  update(): void {
    const now = this.#clock.monotonic();
    const seconds = (now - this.#time) / 1000;
    this.#time = now;
    if (seconds <= 0) return;
    const fastest = Math.min(
      ...[...this.#bodies.values()].map(({ config }) => config.timeConstant),
    );
    const steps = Math.ceil(Math.min(mostSteps, (20 * seconds) / fastest));
    for (let step = 0; step < steps; step += 1) this.#advance(seconds / steps);
  }

  /** Sum of the bits of RDGST; 0 = well. */
  status(letter: string): number {
    const body = this.#bodies.get(letter);
    if (!body) return bits.invalid;
    const { sensor, curve } = body.config;
    if (sensor === 'disconnected') return bits.sensorOver;
    if (sensor === 'shorted') return bits.zero;
    if (sensor === 'invalid') return bits.invalid;
    if (body.temperature < curve[0]) return bits.under;
    return body.temperature > curve[1] ? bits.over : 0;
  }

  /** 0 where the reading means nothing. */
  reading(letter: string): number {
    return this.status(letter) === 0
      ? (this.#bodies.get(letter)?.temperature ?? 0)
      : 0;
  }

  /** Percent of the range. */
  power(output: LakeshoreOutput): number {
    const body = this.#bodies.get(output.input);
    if (!body || output.share === 0 || this.#isBlind(output)) return 0;
    if (output.mode === modes.open) return output.manual;
    const { rest, reach } = body.config;
    const drive = this.#drive(output, body);
    const wanted = drive - rest + (drive - body.temperature);
    const percent = (100 * wanted) / (reach * output.share);
    return Math.min(100, Math.max(0, percent));
  }

  #advance(seconds: number): void {
    for (const output of this.outputs.values()) output.advance(seconds);
    for (const [letter, body] of this.#bodies) {
      const heating = [...this.outputs.values()].find(
        ({ input }) => input === letter,
      );
      const drive = heating ? this.#drive(heating, body) : body.config.rest;
      const left = Math.exp(-seconds / body.config.timeConstant);
      body.temperature = drive + (body.temperature - drive) * left;
    }
  }

  /** Where an output takes the temperature in the end. */
  #drive(output: LakeshoreOutput, { config }: Body): number {
    const { rest, reach } = config;
    const most = rest + reach * output.share;
    if (output.mode === modes.off || this.#isBlind(output)) return rest;
    if (output.mode === modes.open) {
      return rest + (most - rest) * (output.manual / 100);
    }
    return Math.min(most, Math.max(rest, output.setpoint));
  }

  /** Without a sensor it does not heat in closed loop. */
  #isBlind(output: LakeshoreOutput): boolean {
    return output.mode === modes.closed && this.status(output.input) !== 0;
  }
}
