import { abortReason } from '../base/wait.ts';
import { isRefusal } from './axis-line.ts';

interface Entry<V> {
  readonly value: V;
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Takes what was gathered, at the moment the command is composed; empty when all of it was withdrawn. */
export type Take<K, V> = () => ReadonlyMap<K, V>;

/**
 * Gathers what is asked in one turn of the event loop, and longer while the command waits to go out, so that it can go
 * out as one command.
 */
export class Together<K, V> {
  readonly #send: (take: Take<K, V>) => Promise<void>;
  #gathered = new Map<K, Entry<V>>();

  constructor(send: (take: Take<K, V>) => Promise<void>) {
    this.#send = send;
  }

  /** Resolves when the command that it went out with was answered. Its signal withdraws it until it goes out. */
  add(key: K, value: V, signal?: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (this.#gathered.size === 0) queueMicrotask(() => void this.#flush());
    const earlier = this.#gathered.get(key);
    if (earlier) promise.then(earlier.resolve, earlier.reject);
    this.#gathered.set(key, { value, signal, resolve, reject });
    return promise;
  }

  async #flush(): Promise<void> {
    let sent: ReadonlyMap<K, Entry<V>> | undefined;
    const take = () => {
      sent = this.#withoutWithdrawn();
      return values(sent);
    };
    try {
      await this.#send(take);
      for (const { resolve } of sent?.values() ?? []) resolve();
    } catch (error) {
      // Nothing went out: the line is not there.
      sent ??= this.#withoutWithdrawn();
      if (sent.size > 1 && isRefusal(error)) this.#oneByOne(sent);
      else for (const { reject } of sent.values()) reject(error);
    }
  }

  #withoutWithdrawn(): ReadonlyMap<K, Entry<V>> {
    const all = this.#gathered;
    this.#gathered = new Map();
    for (const [key, { signal, reject }] of all) {
      if (!signal?.aborted) continue;
      all.delete(key);
      reject(abortReason(signal));
    }
    return all;
  }

  /** The common command was refused: each alone finds out which it means, and does the others. */
  #oneByOne(entries: ReadonlyMap<K, Entry<V>>): void {
    for (const [key, entry] of entries) {
      const take = () =>
        entry.signal?.aborted ? new Map<K, V>() : new Map([[key, entry.value]]);
      this.#send(take).then(entry.resolve, entry.reject);
    }
  }
}

function values<K, V>(entries: ReadonlyMap<K, Entry<V>>): ReadonlyMap<K, V> {
  return new Map([...entries].map(([key, { value }]) => [key, value]));
}
