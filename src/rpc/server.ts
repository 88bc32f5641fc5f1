import { BeamtimeError } from '../contract/errors.ts';
import { Connection } from './connection.ts';
import { problemsOf, sentenceFor } from './sentences.ts';
import type {
  ContractShape,
  EventName,
  Handlers,
  PayloadOf,
  Port,
} from './types.ts';

export interface ServerOptions<P> {
  /** A peer came; its calls follow. */
  readonly onPeer?: (peer: P) => void;
  /** A peer is gone; its calls have been aborted. */
  readonly onPeerGone?: (peer: P, reason: string) => void;
  /** Refuses, by throwing, a call that this peer may not make. */
  readonly authorise?: (name: string, peer: P) => void;
  /** A fault of this program: a handler that threw something unforeseen, an answer or event against the contract. */
  readonly onFault?: (error: unknown, where: string) => void;
  /** A peer that has more than this waiting gets no events until it caught up. Default 16 MB. */
  readonly backlogBytes?: number;
  /** How often every peer is told the revision. Default 5000. */
  readonly heartbeatMs?: number;
  /** Calls one peer may have open. Default 1000. */
  readonly callsAtOnce?: number;
}

/** Serves a contract to any number of peers. `P` is what the handlers are told of a peer. */
export interface RpcServer<C extends ContractShape, P> {
  /** Serves this port until it closes. */
  accept(port: Port, peer: P): void;
  /**
   * Announces an event to every peer; answers with its revision, which rises by one each time. A payload against
   * the contract is not sent but reported as a fault; clients see a gap and ask for a snapshot.
   */
  emit<K extends EventName<C>>(name: K, payload: PayloadOf<C, K>): number;
  /** The revision of the last event. */
  readonly revision: number;
  readonly peers: readonly P[];
  /** Closes every port; pending calls of the clients are rejected. */
  close(): void;
}

/** Joins a contract with its handlers. */
export function createServer<C extends ContractShape, P>(
  contract: C,
  handlers: Handlers<C, P>,
  options: ServerOptions<P> = {},
): RpcServer<C, P> {
  const connections = new Map<Connection<P>, P>();
  const {
    onFault = throwLater,
    backlogBytes = 16_000_000,
    callsAtOnce = 1000,
    authorise = () => undefined,
  } = options;
  let revision = 0;
  let isClosed = false;

  const heartbeat = setInterval(() => {
    for (const connection of connections.keys()) connection.heartbeat(revision);
  }, options.heartbeatMs ?? 5000);
  letProcessEnd(heartbeat);

  return {
    accept(port, peer) {
      if (isClosed) {
        port.close();
        return;
      }
      const connection = new Connection<P>({
        port,
        peer,
        contract,
        handlers: handlers as never,
        backlogBytes,
        callsAtOnce,
        authorise,
        onFault,
        onGone(reason) {
          connections.delete(connection);
          options.onPeerGone?.(peer, reason);
        },
      });
      connections.set(connection, peer);
      options.onPeer?.(peer);
    },

    emit(name, payload) {
      revision += 1;
      if (connections.size === 0) return revision;
      const declared = contract[name];
      if (declared?.kind !== 'event') {
        onFault(
          new BeamtimeError('internal', `The contract has no event ${name}.`),
          name,
        );
        return revision;
      }
      const checked = declared.payload.safeParse(payload, {
        error: sentenceFor,
      });
      if (!checked.success) {
        onFault(
          new BeamtimeError(
            'internal',
            `The event ${name} was not as the contract says.`,
            {
              problems: problemsOf(checked.error.issues),
            },
          ),
          name,
        );
        return revision;
      }
      for (const connection of connections.keys()) {
        connection.event(name, checked.data, revision);
      }
      return revision;
    },

    get revision() {
      return revision;
    },

    get peers() {
      return [...connections.values()];
    },

    close() {
      isClosed = true;
      clearInterval(heartbeat);
      for (const connection of [...connections.keys()]) connection.close();
    },
  };
}

/** Without anybody to report to, a fault goes to the process's own handler. */
function throwLater(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}

/** Node waits for timers, browsers have nothing to unref. */
function letProcessEnd(timer: unknown): void {
  if (
    typeof timer === 'object' &&
    timer !== null &&
    'unref' in timer &&
    typeof timer.unref === 'function'
  ) {
    Reflect.apply(timer.unref, timer, []);
  }
}
