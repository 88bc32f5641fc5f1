import {
  BeamtimeError,
  fromReport,
  isBeamtimeError,
} from '../contract/errors.ts';
import { Follower } from './follower.ts';
import { Inbox } from './inbox.ts';
import type {
  CallOptions,
  Client,
  ContractShape,
  EventName,
  MethodName,
  Port,
  SnapshotSource,
} from './types.ts';
import { readServerMessage } from './wire.ts';

export interface ClientOptions {
  /** For calls that say nothing else. Default 30 000; null = for ever. */
  readonly timeoutMs?: number | null;
  /**
   * A port on which the server (which tells its revision every few seconds) is silent for so long is closed.
   * Default 30 000.
   */
  readonly silenceMs?: number;
  /** How long to wait before a failed snapshot is tried again. Default 1000. */
  readonly retryMs?: number;
}

/** Speaks a contract over a port. */
export function createClient<C extends ContractShape>(
  contract: C,
  port: Port,
  options: ClientOptions = {},
): Client<C> {
  const client = new RpcClient(contract, port, options);
  // The class is untyped inside: names and values are checked by the contract's types outside, by zod on the server.
  return client as unknown as Client<C>;
}

interface PendingCall {
  readonly name: string;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly done: () => void;
}

class RpcClient<C extends ContractShape> {
  readonly #contract: C;
  readonly #port: Port;
  readonly #options: ClientOptions;
  readonly #pending = new Map<number, PendingCall>();
  readonly #listeners = new Map<
    string,
    Set<(payload: unknown, revision: number) => void>
  >();
  readonly #gapListeners = new Set<() => void>();
  readonly #closedListeners = new Set<(reason: string) => void>();
  readonly #inbox: Inbox;
  #follower: { gap(): void; stop(): void } | undefined;
  #nextId = 0;
  #closedBecause: string | undefined;
  #heardAt = performance.now();
  #watchdog: ReturnType<typeof setInterval>;

  constructor(contract: C, port: Port, options: ClientOptions) {
    this.#contract = contract;
    this.#port = port;
    this.#options = options;
    this.#inbox = new Inbox(
      ({ name, payload, revision }) => {
        for (const listener of this.#listeners.get(name) ?? []) {
          safely(() => listener(payload, revision));
        }
      },
      () => {
        this.#follower?.gap();
        for (const listener of this.#gapListeners) safely(listener);
      },
    );
    const silenceMs = options.silenceMs ?? 30_000;
    this.#watchdog = setInterval(() => {
      if (performance.now() - this.#heardAt > silenceMs) {
        this.#die(`The station has been silent for ${silenceMs / 1000} s.`);
        port.close();
      }
    }, silenceMs / 4);
    port.onClosed((reason) => this.#die(reason));
    port.listen((message) => this.#receive(message));
  }

  call(
    name: MethodName<C>,
    input?: unknown,
    options: CallOptions = {},
  ): Promise<unknown> {
    const { signal } = options;
    const timeoutMs =
      options.timeoutMs === undefined
        ? this.#options.timeoutMs === undefined
          ? 30_000
          : this.#options.timeoutMs
        : options.timeoutMs;
    if (this.#closedBecause !== undefined) {
      return Promise.reject(portClosed(name, this.#closedBecause));
    }
    if (signal?.aborted) return Promise.reject(cancelled(name, signal));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer =
        timeoutMs === null ? undefined : setTimeout(onTimeout, timeoutMs);
      const settle = () => this.#pending.get(id)?.done();
      const onAbort = () => {
        settle();
        this.#port.post({ type: 'cancel', id });
        if (signal) reject(cancelled(name, signal));
      };
      function onTimeout() {
        settle();
        reject(
          new BeamtimeError(
            'timeout',
            `Waited ${Number(timeoutMs) / 1000} s for the station to answer ${name}. It may still be busy with it.`,
          ),
        );
      }
      signal?.addEventListener('abort', onAbort, { once: true });
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        this.#pending.delete(id);
      };
      this.#pending.set(id, { name, resolve, reject, done });
      try {
        this.#port.post({ type: 'call', id, name, input });
      } catch (error) {
        done();
        reject(
          new BeamtimeError(
            'bad-input',
            `What ${name} was called with cannot be sent: ${error instanceof Error ? error.message : String(error)}.`,
            { cause: error },
          ),
        );
      }
    });
  }

  on(
    name: EventName<C>,
    listener: (payload: unknown, revision: number) => void,
  ): () => void {
    if (this.#contract[name]?.kind !== 'event') {
      throw new BeamtimeError('internal', `The contract has no event ${name}.`);
    }
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  onGap(listener: () => void): () => void {
    this.#gapListeners.add(listener);
    return () => this.#gapListeners.delete(listener);
  }

  async follow<S extends { readonly revision: number }>(
    source: SnapshotSource<S>,
  ): Promise<void> {
    this.#follower?.stop();
    const follower = new Follower(
      source,
      this.#inbox,
      this.#options.retryMs ?? 1000,
    );
    this.#follower = follower;
    await follower.start();
  }

  onClosed(listener: (reason: string) => void): () => void {
    const reason = this.#closedBecause;
    if (reason === undefined) this.#closedListeners.add(listener);
    else queueMicrotask(() => listener(reason));
    return () => this.#closedListeners.delete(listener);
  }

  close(): void {
    this.#die('The connection was closed on this side.');
    this.#port.close();
  }

  #receive(raw: unknown): void {
    this.#heardAt = performance.now();
    const message = readServerMessage(raw);
    if (!message) return;
    if (message.type === 'event') {
      this.#inbox.receive(message);
      return;
    }
    if (message.type === 'revision') {
      this.#inbox.heartbeat(message.revision);
      return;
    }
    const call = this.#pending.get(message.id);
    if (!call) return;
    call.done();
    if (message.type === 'answer') call.resolve(message.output);
    else call.reject(fromReport(message.error));
  }

  #die(reason: string): void {
    if (this.#closedBecause !== undefined) return;
    this.#closedBecause = reason;
    clearInterval(this.#watchdog);
    this.#follower?.stop();
    for (const call of [...this.#pending.values()]) {
      call.done();
      call.reject(portClosed(call.name, reason));
    }
    for (const listener of this.#closedListeners)
      safely(() => listener(reason));
    this.#closedListeners.clear();
  }
}

function portClosed(what: string, reason: string): BeamtimeError {
  return new BeamtimeError(
    'port-closed',
    `No answer to ${what}: ${reason} What was asked for may have happened; look before asking again.`,
  );
}

function cancelled(name: string, signal: AbortSignal): BeamtimeError {
  return isBeamtimeError(signal.reason)
    ? signal.reason
    : new BeamtimeError('aborted', `${name} was cancelled.`, {
        cause: signal.reason,
      });
}

/** A listener that throws must not keep the others, or the port, from going on; its error reaches the global handler. */
function safely(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
