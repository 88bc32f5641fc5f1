import { setImmediate as turn } from 'node:timers/promises';

/** Other work of the process gets a turn at least this often, ms. */
const TURN_MS = 5;

/**
 * Keeps a loop over devices that never wait from starving everything else: the stop, the page. A loop whose devices do
 * wait gives turns by itself and is left alone.
 */
export class Turns {
  #since = performance.now();
  #hasTurned = true;

  /** Whether it is time to look; costs some 50 ns. */
  get areDue(): boolean {
    return performance.now() - this.#since > TURN_MS;
  }

  /** Gives a turn unless there was one since the last time. */
  async give(): Promise<void> {
    if (!this.#hasTurned) await turn();
    this.#hasTurned = false;
    setImmediate(() => {
      this.#hasTurned = true;
    });
    this.#since = performance.now();
  }
}
