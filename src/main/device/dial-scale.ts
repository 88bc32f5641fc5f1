import type { Limits } from '../../contract/devices.ts';

/** user = sign x scale x dial + offset, and back. */
export class DialScale {
  readonly sign: 1 | -1;
  readonly #factor: number;
  offset: number;
  readonly stepsPerUnit: number | undefined;

  /** `stepsPerUnit`: steps of the controller per dial unit. */
  constructor(
    sign: 1 | -1,
    scale: number,
    offset: number,
    stepsPerUnit?: number,
  ) {
    this.sign = sign;
    this.#factor = sign * scale;
    this.offset = offset;
    this.stepsPerUnit = stepsPerUnit;
  }

  /** User units per dial unit, without sign. */
  get size(): number {
    return Math.abs(this.#factor);
  }

  toUser(dial: number): number {
    // `+ 0` makes a negative zero a plain one.
    return this.#factor * dial + this.offset + 0;
  }

  toDial(user: number): number {
    return (user - this.offset) / this.#factor + 0;
  }

  limitsToUser(limits: Limits): Limits {
    return this.#map(limits, (value) => this.toUser(value));
  }

  limitsToDial(limits: Limits): Limits {
    return this.#map(limits, (value) => this.toDial(value));
  }

  #map({ lower, upper }: Limits, convert: (value: number) => number): Limits {
    const first = lower === null ? null : convert(lower);
    const second = upper === null ? null : convert(upper);
    return this.#factor > 0
      ? { lower: first, upper: second }
      : { lower: second, upper: first };
  }
}
