import type { LogEntry } from '../../contract/log.ts';
import { toReport } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { nameOf } from './peer.ts';
import type { Peer } from './peer.ts';

/** Where entries are kept; the database has one. */
export interface LogStore {
  add(entry: Omit<LogEntry, 'id' | 'time'>): LogEntry;
}

/** What else an entry can say. */
export interface LogFacts {
  readonly code?: ErrorCode;
  readonly run?: number;
}

/** Says who did what, to the operators' log. */
export class Logger {
  readonly #store: LogStore;

  constructor(store: LogStore) {
    this.#store = store;
  }

  add(
    level: LogEntry['level'],
    who: string,
    text: string,
    facts: LogFacts = {},
  ): void {
    this.#store.add({
      level,
      who,
      text,
      code: facts.code ?? null,
      run: facts.run ?? null,
    });
  }

  /** Runs what a client asked for; a failure is logged under its name and passed on. */
  async failures<T>(peer: Peer, act: () => Promise<T> | T): Promise<T> {
    try {
      return await act();
    } catch (error) {
      const { code, message } = toReport(error);
      this.add('error', nameOf(peer), message, { code });
      throw error;
    }
  }
}
