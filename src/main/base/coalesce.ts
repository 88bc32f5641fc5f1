import type { Clock } from './clock.ts';

/**
 * Calls `act` soon after something asked for it, but never twice within `intervalMs`: the first time at
 * the end of the turn, later ones when the interval is over. For announcements that may be merged.
 */
export class Coalescer {
  readonly #clock: Clock;
  readonly #intervalMs: number;
  readonly #act: () => void;
  #cancel: (() => void) | null = null;
  #last = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, intervalMs: number, act: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#act = act;
  }

  /** Asks for a call. */
  request(): void {
    if (this.#cancel) return;
    const wait = Math.max(
      0,
      this.#last + this.#intervalMs - this.#clock.monotonic(),
    );
    this.#cancel = this.#clock.after(wait, () => {
      this.#run();
    });
  }

  /** Calls now, if a call is due; for the last of a series. */
  flush(): void {
    if (!this.#cancel) return;
    this.#cancel();
    this.#run();
  }

  /** Forgets what is due. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #run(): void {
    this.#cancel = null;
    this.#last = this.#clock.monotonic();
    this.#act();
  }
}
