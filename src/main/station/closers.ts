/**
 * How to close what was opened, in reverse order. A start that fails half-way and the end of the station go the same
 * way, so neither forgets anything.
 */
export class Closers {
  readonly #list: (() => void | Promise<void>)[] = [];

  /** Adds how to close what was just opened. */
  add(close: () => void | Promise<void>): void {
    this.#list.push(close);
  }

  /**
   * Closes everything, the last first, even where something does not close well.
   *
   * @throws the first of what went wrong, once all is tried
   */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (;;) {
      const close = this.#list.pop();
      if (!close) break;
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
