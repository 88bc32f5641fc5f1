import type { Clock } from '../base/clock.ts';

/** Waits until something has been near its target for long enough, by what it is told. */
export class Settling {
  /** Resolves when it has. */
  readonly settled: Promise<void>;
  readonly #resolve: () => void;
  readonly #clock: Clock;
  readonly #isNear: (value: number) => boolean;
  readonly #windowMs: number;
  /** On the monotonic clock, ms. */
  #nearSince: number | undefined;

  constructor(
    clock: Clock,
    isNear: (value: number) => boolean,
    windowMs: number,
  ) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.settled = promise;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#isNear = isNear;
    this.#windowMs = windowMs;
  }

  /** A new reading; NaN is not near anything. */
  take(value: number): void {
    const now = this.#clock.monotonic();
    this.#nearSince = this.#isNear(value)
      ? (this.#nearSince ?? now)
      : undefined;
    if (this.#nearSince === undefined) return;
    if (now - this.#nearSince >= this.#windowMs) this.#resolve();
  }
}
