import type { SimulatedAxis, StopCause } from './axis.ts';
import { IcepapRefusal } from './icepap-request.ts';

/** Fastest and slowest speed of a driver board, steps/s. */
export const fastest = 2_000_000;
export const slowest = 1;

const stopCodes = {
  target: 0,
  stopped: 1,
  aborted: 2,
  upper: 3,
  lower: 4,
  home: 0,
} satisfies Record<StopCause, number>;

/** Disabled by software, bits 4 to 6 of the status word. */
const disabledBySoftware = 7;
/** Stop code of a move that ended because the power was cut. */
const stopDisabled = 6;

/** A search for a switch: which way, and the end it is after. */
interface Search {
  readonly direction: 1 | -1;
  readonly end: StopCause;
}

/** One driver board of the rack: a motor, its power, its search for home. */
export class IcepapBoard {
  name: string;
  readonly axis: SimulatedAxis;
  readonly defaults: { readonly velocity: number; readonly accTime: number };
  #isPowered = true;
  #wasCut = false;
  #home: Search | undefined;
  #search: Search | undefined;

  constructor(name: string, axis: SimulatedAxis) {
    this.name = name;
    this.axis = axis;
    this.defaults = { velocity: axis.velocity, accTime: this.accTime };
  }

  /** Seconds from standstill to full speed. */
  get accTime(): number {
    return this.axis.velocity / this.axis.acceleration;
  }

  /** A new speed keeps the acceleration time, as on hardware. */
  setVelocity(velocity: number): void {
    if (velocity < slowest || velocity > fastest) {
      throw new IcepapRefusal('Out of range parameter(s)');
    }
    const { accTime } = this;
    this.axis.velocity = velocity;
    this.axis.acceleration = velocity / accTime;
  }

  setAccTime(seconds: number): void {
    this.axis.acceleration = this.axis.velocity / seconds;
  }

  get isPowered(): boolean {
    return this.#isPowered;
  }

  /** Cutting the power of a moving motor stops it dead. */
  power(isOn: boolean): void {
    if (!isOn && this.axis.isMoving) {
      this.axis.abort();
      this.#wasCut = true;
    }
    this.#isPowered = isOn;
  }

  /** Refuses what a motor without power, or one that moves, cannot do. */
  expectReady({ canMove = false } = {}): void {
    if (!this.#isPowered) throw new IcepapRefusal('Axis power is OFF');
    if (!canMove && this.axis.isMoving)
      throw new IcepapRefusal('Axis is moving');
  }

  moveTo(target: number): void {
    this.#begin();
    this.axis.moveTo(target);
  }

  jog(velocity: number): void {
    this.#begin();
    this.axis.jog(velocity);
  }

  /** Runs to the home switch: the command HOME. */
  seekHome(direction: 1 | -1): void {
    this.#begin();
    this.axis.seekHome(direction);
    this.#home = { direction, end: 'home' };
  }

  /** Runs to a switch: the command SRCH. */
  seek(end: 'home' | 'upper' | 'lower', direction: 1 | -1): void {
    this.#begin();
    if (end === 'home') this.axis.seekHome(direction);
    else this.axis.jog(direction * this.axis.velocity);
    this.#search = { direction, end };
  }

  /** `MOVING`, `FOUND` or `NOTFOUND`, and the direction of the last HOME. */
  homeStatus(): string {
    return this.#statusOf(this.#home);
  }

  /** The same of the last SRCH. */
  searchStatus(): string {
    return this.#statusOf(this.#search);
  }

  /** Where the switch was found that SRCH ran to; `undefined` = not found. */
  searchPosition(): number | undefined {
    if (!this.searchStatus().startsWith('FOUND')) return undefined;
    return this.#search?.end === 'home' ? this.axis.home : this.axis.position;
  }

  get isHomeFound(): boolean {
    return this.homeStatus().startsWith('FOUND');
  }

  #statusOf(search: Search | undefined): string {
    if (!search) return 'NOTFOUND 0';
    const { direction, end } = search;
    if (this.axis.isMoving) return `MOVING ${direction}`;
    return `${this.axis.cause === end ? 'FOUND' : 'NOTFOUND'} ${direction}`;
  }

  get stopCode(): number {
    if (this.#wasCut) return stopDisabled;
    return this.axis.isMoving ? 0 : stopCodes[this.axis.cause];
  }

  /** The 32 bits of `?STATUS`. */
  get status(): number {
    const { axis } = this;
    const isReady = this.#isPowered && !axis.isMoving && !axis.isSettling;
    const bits = [
      [0, true],
      [1, true],
      [9, isReady],
      [10, axis.isMoving],
      [11, axis.isSettling],
      [18, axis.isAtUpper],
      [19, axis.isAtLower],
      [20, axis.isAtHome],
      [21, true],
      [23, this.#isPowered],
    ] as const;
    const flags = bits.reduce(
      (word, [bit, isSet]) => word + (isSet ? 2 ** bit : 0),
      0,
    );
    const disable = this.#isPowered ? 0 : disabledBySoftware;
    return flags + disable * 2 ** 4 + this.stopCode * 2 ** 14;
  }

  #begin(): void {
    this.#wasCut = false;
    this.#home = undefined;
    this.#search = undefined;
  }
}
