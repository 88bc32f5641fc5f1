import type { Clock } from '../base/clock.ts';

/** The times of a run: since its start, and without its pauses. */
export class Stopwatch {
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly #clock: Clock;
  readonly #start: number;
  #pausedSince: number | null = null;
  #pausedMs = 0;
  #lap = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.startedAt = clock.now();
    this.#start = clock.monotonic();
  }

  /** Seconds since the start, to the microsecond: more digits would only make files longer. */
  elapsedSeconds(): number {
    return Math.round((this.#clock.monotonic() - this.#start) * 1000) / 1e6;
  }

  /** The same moment in seconds since 1970. */
  epochSeconds(elapsedSeconds: number): number {
    return Math.round(this.startedAt * 1000 + elapsedSeconds * 1e6) / 1e6;
  }

  pause(): void {
    this.#pausedSince = this.#clock.monotonic();
  }

  goOn(): void {
    if (this.#pausedSince === null) return;
    this.#pausedMs += this.#clock.monotonic() - this.#pausedSince;
    this.#pausedSince = null;
  }

  /** Seconds since the start without pauses. */
  activeSeconds(): number {
    const now = this.#pausedSince ?? this.#clock.monotonic();
    return (now - this.#start - this.#pausedMs) / 1000;
  }

  /** A point is recorded, or the axes are back. */
  lap(): void {
    this.#lap = this.activeSeconds();
  }

  /** Active seconds at that time. */
  get lapSeconds(): number {
    return this.#lap;
  }
}
