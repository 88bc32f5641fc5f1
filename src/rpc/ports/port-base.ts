import type { Port } from '../types.ts';

/** Messages kept for a port to which nobody listens yet. */
const waitingAtMost = 10_000;

/** What every port has in common: its listeners, what arrives before the first of them, and its one end. */
export abstract class PortBase implements Port {
  readonly #listeners = new Set<(message: unknown) => void>();
  readonly #closedListeners = new Set<(reason: string) => void>();
  #waiting: unknown[] = [];
  #closedBecause: string | undefined;

  abstract post(message: unknown): void;
  abstract close(): void;

  bufferedBytes(): number {
    return 0;
  }

  get isClosed(): boolean {
    return this.#closedBecause !== undefined;
  }

  listen(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const message of waiting) listener(message);
    return () => this.#listeners.delete(listener);
  }

  onClosed(listener: (reason: string) => void): () => void {
    const reason = this.#closedBecause;
    if (reason === undefined) this.#closedListeners.add(listener);
    else queueMicrotask(() => listener(reason));
    return () => this.#closedListeners.delete(listener);
  }

  /** A message came in. */
  protected deliver(message: unknown): void {
    if (this.isClosed) return;
    if (this.#listeners.size > 0) {
      for (const listener of this.#listeners) listener(message);
    } else if (this.#waiting.length < waitingAtMost) {
      this.#waiting.push(message);
    } else {
      this.close();
    }
  }

  /** The port ended; only the first reason counts. Answers whether this was the first. */
  protected ended(reason: string): boolean {
    if (this.isClosed) return false;
    this.#closedBecause = reason;
    this.#waiting = [];
    const listeners = [...this.#closedListeners];
    this.#closedListeners.clear();
    for (const listener of listeners) listener(reason);
    this.#listeners.clear();
    return true;
  }
}
