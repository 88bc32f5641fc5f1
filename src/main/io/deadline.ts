import type { Clock } from '../base/clock.ts';

/**
 * One deadline that is set and lifted all the time, for the price of a timer now and then: the timer that runs is left
 * running, and looks when it rings whether the deadline has moved on.
 */
export class Deadline {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  /** On the monotonic clock, ms. */
  #due = Infinity;
  #rings = Infinity;
  #cancel = () => {};

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Due at a time of the monotonic clock, ms. */
  set(due: number): void {
    this.#due = due;
    if (due < this.#rings) this.#arm();
  }

  lift(): void {
    this.#due = Infinity;
  }

  close(): void {
    this.lift();
    this.#cancel();
    this.#rings = Infinity;
  }

  #arm(): void {
    this.#cancel();
    this.#rings = this.#due;
    const ms = this.#due - this.#clock.monotonic();
    this.#cancel = this.#clock.after(Math.max(0, ms), () => this.#ring());
  }

  #ring(): void {
    this.#rings = Infinity;
    if (this.#due === Infinity) return;
    // Timers may ring a fraction of a millisecond early.
    if (this.#clock.monotonic() < this.#due - 1) {
      this.#arm();
      return;
    }
    this.lift();
    this.#onDue();
  }
}
