/** One set of promises that are waited for together. */
interface Wave {
  readonly slots: readonly number[];
  readonly isOpen: boolean[];
  readonly reject: (reason: unknown) => void;
}

/**
 * Waits for all parts of a step. Unlike `Promise.all` it does not leave when one part fails: it says so at once, so
 * that the others can be stopped, and rejects when the last has come to rest. It can be released: nobody waits for a
 * part that never comes to rest.
 */
export class Gather {
  readonly #onFailure: (error: unknown) => void;
  #wave: Wave | null = null;

  /** @param onFailure called at the first failure of a wave, while others may still be under way */
  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Puts each part's number into `values` at its slot; rejects with the first failure. */
  all(
    slots: readonly number[],
    parts: readonly Promise<number>[],
    values: number[],
  ): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const wave: Wave = { slots, isOpen: slots.map(() => true), reject };
    this.#wave = wave;
    let left = parts.length;
    let hasFailed = false;
    let failure: unknown;
    const close = (index: number) => {
      wave.isOpen[index] = false;
      left -= 1;
      if (left > 0) return;
      if (hasFailed) reject(failure);
      else resolve();
    };
    for (let index = 0; index < parts.length; index += 1) {
      parts[index]?.then(
        (value) => {
          values[slots[index] ?? -1] = value;
          close(index);
        },
        (error: unknown) => {
          if (!hasFailed) {
            hasFailed = true;
            failure = error;
            this.#onFailure(error);
          }
          close(index);
        },
      );
    }
    if (parts.length === 0) resolve();
    return promise;
  }

  /** Slots whose parts are under way. */
  pending(): number[] {
    const { slots = [], isOpen = [] } = this.#wave ?? {};
    return slots.filter((_, index) => isOpen[index]);
  }

  /** Stops waiting; what comes later is ignored. Answers with the slots that had not come to rest. */
  release(reason: unknown): number[] {
    const left = this.pending();
    this.#wave?.reject(reason);
    this.#wave = null;
    return left;
  }
}
