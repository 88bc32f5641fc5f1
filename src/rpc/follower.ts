import type { Inbox } from './inbox.ts';
import type { SnapshotSource } from './types.ts';

/** Fetches a snapshot at the start and after every gap; holds events back meanwhile. */
export class Follower<S extends { readonly revision: number }> {
  readonly #source: SnapshotSource<S>;
  readonly #inbox: Inbox;
  readonly #retryMs: number;
  #isFetching = true;
  #isStopped = false;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(source: SnapshotSource<S>, inbox: Inbox, retryMs: number) {
    this.#source = source;
    this.#inbox = inbox;
    this.#retryMs = retryMs;
  }

  async start(): Promise<void> {
    this.#inbox.hold();
    try {
      await this.#replace(this.#source.first());
    } catch (error) {
      this.#inbox.release(null);
      throw error;
    }
  }

  /** Events were missed. */
  gap(): void {
    if (!this.#isFetching && !this.#isStopped) void this.#fetchAgain();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#retry);
  }

  async #fetchAgain(): Promise<void> {
    this.#isFetching = true;
    this.#inbox.hold();
    try {
      await this.#replace(this.#source.again());
    } catch (error) {
      if (this.#isStopped) return;
      this.#source.onError(error);
      this.#retry = setTimeout(() => void this.#fetchAgain(), this.#retryMs);
    }
  }

  async #replace(fetched: Promise<S>): Promise<void> {
    const snapshot = await fetched;
    if (this.#isStopped) return;
    this.#source.apply(snapshot);
    this.#isFetching = false;
    this.#inbox.release(snapshot.revision);
  }
}
