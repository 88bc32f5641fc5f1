import { BeamtimeError } from '../../contract/errors.ts';
import { numberIn, numbersIn, type LakeshoreLine } from './lakeshore-line.ts';

/** What the instrument says may differ from what was set by its rounding, relative and in units. */
const ROUNDING = 1e-4;
const LEAST_ROUNDING = 0.005;

/**
 * What is set of a loop. Commands say nothing, so each is followed by a question for what the instrument keeps.
 * All throw BeamtimeError `device` where that is something else, `protocol`, `timeout`, `disconnected`.
 */
export class LoopCommands {
  readonly #name: string;
  readonly #output: number;
  readonly #line: LakeshoreLine;

  constructor(name: string, output: number, line: LakeshoreLine) {
    this.#name = name;
    this.#output = output;
    this.#line = line;
  }

  /** Answers with the setpoint that it has now: on a ramp, it is on its way. */
  async setpoint(value: number, signal?: AbortSignal) {
    const [said, ramping] = await this.#line.ask(
      [this.#command('SETP', value), ...this.#questions('SETP?')],
      signal,
    );
    const setpoint = numberIn(said, 'SETP?');
    const isRamping = numberIn(ramping, 'RAMPST?') === 1;
    if (!isRamping) this.#assertTaken('setpoint', value, setpoint);
    return { setpoint, isRamping };
  }

  /** Answers with the range that it has now and, for outputs 1 and 2, with `HTRST?`, which the instrument then forgets. */
  async range(range: number, signal?: AbortSignal) {
    const hasStatus = this.#output <= 2;
    const [said, status] = await this.#line.ask(
      [
        this.#command('RANGE', range),
        `RANGE? ${this.#output}`,
        `${hasStatus ? 'HTRST?' : 'RAMPST?'} ${this.#output}`,
      ],
      signal,
    );
    return {
      range: numberIn(said, 'RANGE?'),
      heater: hasStatus ? numberIn(status, 'HTRST?') : 0,
    };
  }

  async ramp(isOn: boolean, rate: number) {
    const [said] = await this.#line.ask([
      this.#command('RAMP', isOn ? 1 : 0, rate),
      ...this.#questions('RAMP?'),
    ]);
    const [on = NaN, kept = NaN] = numbersIn(said, 'RAMP?');
    this.#assertTaken('ramp', isOn ? 1 : 0, on);
    this.#assertTaken('ramp rate', rate, kept);
    return { isRampOn: isOn, rate: kept };
  }

  async pid(gains: readonly number[]) {
    const [said] = await this.#line.ask([
      this.#command('PID', ...gains),
      ...this.#questions('PID?'),
    ]);
    const pid = numbersIn(said, 'PID?');
    gains.forEach((gain, place) => {
      this.#assertTaken('gains', gain, pid[place] ?? NaN);
    });
    return { pid };
  }

  /** A stop. Answers with the range; undefined where it is out, but its answer is not known. */
  async switchOff(): Promise<number | undefined> {
    const said = await this.#line.stop([
      this.#command('RANGE', 0),
      ...this.#questions('RANGE?'),
    ]);
    if (!said) return undefined;
    const range = numberIn(said[0], 'RANGE?');
    this.assertRange(0, range);
    return range;
  }

  /** A stop. Ends the ramp, and sets where to stay; NaN = where the setpoint is. Answers with the setpoint, as above. */
  async hold(kelvin: number, rate: number): Promise<number | undefined> {
    const said = await this.#line.stop([
      this.#command('RAMP', 0, rate),
      ...(Number.isNaN(kelvin) ? [] : [this.#command('SETP', kelvin)]),
      ...this.#questions('SETP?'),
    ]);
    if (!said) return undefined;
    const setpoint = numberIn(said[0], 'SETP?');
    if (!Number.isNaN(kelvin)) this.#assertTaken('setpoint', kelvin, setpoint);
    return setpoint;
  }

  assertRange(range: number, said: number): void {
    this.#assertTaken('range', range, said);
  }

  #command(word: string, ...values: readonly number[]): string {
    return `${word} ${[this.#output, ...values].map(plain).join(',')}`;
  }

  /** One question, and another beside it: a number alone may be anybody's. */
  #questions(word: string): readonly string[] {
    return [`${word} ${this.#output}`, `RAMPST? ${this.#output}`];
  }

  #assertTaken(what: string, value: number, said: number): void {
    const rounding = Math.max(LEAST_ROUNDING, Math.abs(value) * ROUNDING);
    if (Math.abs(value - said) <= rounding) return;
    throw new BeamtimeError(
      'device',
      `${this.#name} was to set its ${what} to ${value}, but the instrument keeps ${said}. Look at the limits and the mode of the instrument.`,
      { detail: { what, value, said } },
    );
  }
}

/** A number as the instrument reads it. */
function plain(value: number): string {
  return String(Number(value.toFixed(4)) + 0);
}
