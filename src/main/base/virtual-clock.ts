import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from './clock.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Turns of the event loop without a timer after which nothing more is expected to happen. */
const idleTurns = 10;

/**
 * A clock that stands still until a test moves it. Between two timers every promise that can go on does so,
 * as on the wall clock; real sockets and files take real time and must be awaited by other means.
 */
export class VirtualClock implements Clock {
  readonly #epoch: number;
  #time = 0;
  /** In order of time, and of setting among equal times. */
  readonly #timers: Timer[] = [];

  /** @param epoch wall-clock time at the start, ms since 1970 */
  constructor(epoch = Date.UTC(2026, 0, 1)) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#time;
  }

  monotonic(): number {
    return this.#time;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#time + Math.max(0, ms), callback };
    const next = this.#timers.findIndex((other) => other.at > timer.at);
    this.#timers.splice(next < 0 ? this.#timers.length : next, 0, timer);
    return () => {
      const index = this.#timers.indexOf(timer);
      if (index >= 0) this.#timers.splice(index, 1);
    };
  }

  /** Timers that wait: 0 after everything with a lifetime has been closed. */
  get waiting(): number {
    return this.#timers.length;
  }

  /** Lets `ms` pass: every timer due in it fires at its own time, in order, promises flushed before and after each. */
  async advance(ms: number): Promise<void> {
    const end = this.#time + ms;
    await turn();
    while (this.#fireNext(end)) await turn();
    this.#time = end;
    await turn();
  }

  /**
   * Lets as much time pass as a promise needs to settle, and answers as it does.
   *
   * @throws Error when it has not settled after `limitMs` of virtual time
   */
  async settle<T>(promise: Promise<T>, limitMs = 3_600_000): Promise<T> {
    const end = this.#time + limitMs;
    const state = { isSettled: false };
    const mark = () => {
      state.isSettled = true;
    };
    promise.then(mark, mark);
    for (let idle = 0; idle < idleTurns; idle += 1) {
      await turn();
      if (state.isSettled) return promise;
      if (this.#fireNext(end)) idle = 0;
    }
    throw new Error(`Nothing happened in ${limitMs} ms of virtual time.`);
  }

  #fireNext(end: number): boolean {
    const timer = this.#timers[0];
    if (!timer || timer.at > end) return false;
    this.#timers.shift();
    this.#time = timer.at;
    timer.callback();
    return true;
  }
}
