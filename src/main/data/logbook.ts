import { LogEntry } from '../../contract/log.ts';
import { Listeners } from '../base/listeners.ts';
import type { Database } from './database.ts';

/** What is noted; `time` and `id` are added. */
export interface LogNote {
  readonly level: LogEntry['level'];
  readonly who: string;
  readonly text: string;
  readonly code?: LogEntry['code'];
  readonly run?: number | null;
}

/** Who did what, kept for good. */
export interface Logbook {
  add(note: LogNote): LogEntry;
  /** Newest first; `before`: an entry's id to go on from. */
  list(options: { before?: number | undefined; limit: number }): LogEntry[];
  onAdded(listener: (entry: LogEntry) => void): () => void;
}

export function createLogbook(
  { sql }: Database,
  now: () => number = Date.now,
): Logbook {
  const listeners = new Listeners<LogEntry>();
  const insert = sql.prepare(
    'INSERT INTO log (time, level, who, text, code, run) VALUES (?, ?, ?, ?, ?, ?) RETURNING *',
  );
  const select = sql.prepare(
    'SELECT * FROM log WHERE id < ? ORDER BY id DESC LIMIT ?',
  );
  return {
    add({ level, who, text, code, run }) {
      const row = insert.get(
        now(),
        level,
        who,
        text,
        code ?? null,
        run ?? null,
      );
      const entry = LogEntry.parse(row);
      listeners.emit(entry);
      return entry;
    },
    list({ before, limit }) {
      const rows = select.all(before ?? Number.MAX_SAFE_INTEGER, limit);
      return rows.map((row) => LogEntry.parse(row));
    },
    onAdded: (listener) => listeners.add(listener),
  };
}
