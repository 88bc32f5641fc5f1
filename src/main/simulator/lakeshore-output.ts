import type { LakeshoreOutputConfig } from './lakeshore-config.ts';

/** Modes of OUTMODE that this one has. */
export const modes = { off: 0, closed: 1, open: 3 } as const;

/** Share of full power that each range of outputs 1 and 2 gives; 3 and 4 are on or off. */
const shares = [0, 0.1, 0.32, 1];

/** One control output: a setpoint that may ramp, and the power that follows from it. Kelvin, seconds. */
export class LakeshoreOutput {
  readonly number: number;
  mode: number = modes.closed;
  input: string;
  /** Percent, in open loop. */
  manual = 0;
  pid: readonly number[] = [50, 20, 0];
  isRamping = false;
  /** K/min; 0 = at once. */
  rate = 0;
  readonly #heater: LakeshoreOutputConfig['heater'];
  #range = 0;
  #target: number;
  #setpoint: number;
  #fault = 0;

  constructor(number: number, config: LakeshoreOutputConfig, start: number) {
    this.number = number;
    this.input = config.input;
    this.#heater = config.heater;
    this.#target = start;
    this.#setpoint = start;
  }

  /** Where the setpoint is now; on a ramp it is on its way. */
  get setpoint(): number {
    return this.#setpoint;
  }

  set setpoint(target: number) {
    this.#target = target;
    if (!this.isRamping || this.rate === 0) this.#setpoint = target;
  }

  get isOnItsWay(): boolean {
    return this.#setpoint !== this.#target;
  }

  get range(): number {
    return this.#range;
  }

  /** A heater that is not well switches the output off again. */
  set range(range: number) {
    this.#range = this.#heater === 'good' || this.number > 2 ? range : 0;
    if (range === 0 || this.number > 2) return;
    this.#fault = { good: 0, open: 1, short: 2 }[this.#heater];
  }

  get highestRange(): number {
    return this.number > 2 ? 1 : 3;
  }

  /** Asking forgets it. */
  takeFault(): number {
    const fault = this.#fault;
    this.#fault = 0;
    return fault;
  }

  /** Share of full power that the range can give. */
  get share(): number {
    return this.number > 2 ? this.#range : (shares[this.#range] ?? 0);
  }

  /** Lets the ramp go on. */
  advance(seconds: number): void {
    const way = this.#target - this.#setpoint;
    const step = (this.rate / 60) * seconds;
    this.#setpoint =
      !this.isRamping || this.rate === 0 || step >= Math.abs(way)
        ? this.#target
        : this.#setpoint + Math.sign(way) * step;
  }
}
