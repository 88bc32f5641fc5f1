import type { Clock } from '../base/clock.ts';

/** How often the time is looked at; a wait ends late by at most this. */
const TICK_MS = 1000;
/** What is left may be less than the clock can tell apart. */
const SHORTEST_MS = 1;

/**
 * Watches one wait at a time. A run has thousands of waits a second and hardly any that lasts, so there is one timer
 * for all of them, which looks at when the present wait began, instead of one timer each.
 */
export class Watchdog {
  readonly #clock: Clock;
  #since = 0;
  #limitMs: (() => number) | null = null;
  #onTimeout: (limitMs: number) => void = () => {};
  #cancel: () => void;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#cancel = clock.after(TICK_MS, this.#tick);
  }

  /** Begins a wait and forgets the last one. `limitMs` is only asked once the wait lasts. */
  watch(limitMs: () => number, onTimeout: (limitMs: number) => void): void {
    this.#since = this.#clock.monotonic();
    this.#limitMs = limitMs;
    this.#onTimeout = onTimeout;
  }

  /** The present wait is over. */
  rest(): void {
    this.#limitMs = null;
  }

  /** How long the present wait has lasted, ms. */
  get elapsedMs(): number {
    return this.#limitMs ? this.#clock.monotonic() - this.#since : 0;
  }

  close(): void {
    this.#limitMs = null;
    this.#cancel();
  }

  readonly #tick = (): void => {
    const limitMs = this.#limitMs?.() ?? Infinity;
    const left = limitMs - this.elapsedMs;
    this.#cancel = this.#clock.after(
      left > 0 ? Math.max(SHORTEST_MS, Math.min(TICK_MS, left)) : TICK_MS,
      this.#tick,
    );
    if (left > 0) return;
    this.#limitMs = null;
    this.#onTimeout(limitMs);
  };
}
