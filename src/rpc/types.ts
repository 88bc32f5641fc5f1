import type { z } from 'zod';

/** The shape of a contract, as far as this folder needs it: it knows none. */
export interface MethodShape {
  readonly kind: 'method';
  readonly input: z.ZodType;
  readonly output: z.ZodType;
}
export interface EventShape {
  readonly kind: 'event';
  readonly payload: z.ZodType;
}
export type ContractShape = Readonly<Record<string, MethodShape | EventShape>>;

export type MethodName<C extends ContractShape> = {
  [K in keyof C]: C[K] extends MethodShape ? K : never;
}[keyof C] &
  string;
export type EventName<C extends ContractShape> = {
  [K in keyof C]: C[K] extends EventShape ? K : never;
}[keyof C] &
  string;

export type InputOf<
  C extends ContractShape,
  K extends MethodName<C>,
> = C[K] extends MethodShape ? z.infer<C[K]['input']> : never;
export type OutputOf<
  C extends ContractShape,
  K extends MethodName<C>,
> = C[K] extends MethodShape ? z.infer<C[K]['output']> : never;
export type PayloadOf<
  C extends ContractShape,
  K extends EventName<C>,
> = C[K] extends EventShape ? z.infer<C[K]['payload']> : never;

/** What a handler knows of the call besides its input. `P` is whatever the server knows of the peer. */
export interface CallContext<P> {
  readonly peer: P;
  /** Aborted when the caller cancels or its port dies. */
  readonly signal: AbortSignal;
}

/** One handler per declared method: a missing one does not compile. */
export type Handlers<C extends ContractShape, P> = {
  readonly [K in MethodName<C>]: (
    input: InputOf<C, K>,
    context: CallContext<P>,
  ) => Promise<OutputOf<C, K>> | OutputOf<C, K>;
};

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** How long to wait for the answer; `null` = for ever (a long move ends by the station's own timeout). Default 30 000. */
  readonly timeoutMs?: number | null;
}

/** The other side of a contract. */
export interface Client<C extends ContractShape> {
  call<K extends MethodName<C>>(
    name: K,
    ...rest: InputOf<C, K> extends void
      ? [input?: undefined, options?: CallOptions]
      : [input: InputOf<C, K>, options?: CallOptions]
  ): Promise<OutputOf<C, K>>;
  /** Listens to an event; answers with the way to stop. `revision` rises by one per event of the station. */
  on<K extends EventName<C>>(
    name: K,
    listener: (payload: PayloadOf<C, K>, revision: number) => void,
  ): () => void;
  /**
   * Keeps a picture of the station: fetches a snapshot, hands it to `apply`, then lets events through, and
   * fetches a new one whenever events were missed. No event is lost or applied twice in between.
   * Resolves when the first snapshot is applied; rejects as `first` does.
   */
  follow<S extends { readonly revision: number }>(
    source: SnapshotSource<S>,
  ): Promise<void>;
  /** Called when events were missed (a slow client gets none until it caught up). `follow` does what is needed. */
  onGap(listener: () => void): () => void;
  /** Called once when the port dies; every pending call has been rejected by then. */
  onClosed(listener: (reason: string) => void): () => void;
  close(): void;
}

/** Where a client's picture of the station comes from. */
export interface SnapshotSource<S extends { readonly revision: number }> {
  /** The first snapshot (the call that also says who the client is). */
  first(): Promise<S>;
  /** A snapshot after events were missed. */
  again(): Promise<S>;
  /** Replaces the whole picture. */
  apply(snapshot: S): void;
  /** `again` failed for another reason than a dead port; it is tried again after a second. */
  onError(error: unknown): void;
}

/**
 * A way for messages, in order, both ways. Structured-clone values (typed arrays included) survive it.
 * The only thing a transport has to be.
 */
export interface Port {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): () => void;
  /** Called once, with a reason in words. */
  onClosed(listener: (reason: string) => void): () => void;
  close(): void;
  /** Bytes handed over and not yet taken by the other side; 0 where the transport does not tell. */
  bufferedBytes(): number;
}
