import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { ScanRequest } from '../../contract/scans.ts';

/** A waiting scan as it is kept. */
export interface QueueRow {
  readonly id: number;
  readonly request: ScanRequest;
  readonly who: string;
  readonly addedAt: number;
}

/** Whether the queue is held, and why. */
export interface QueueHold {
  readonly isHeld: boolean;
  readonly reason: string | null;
}

/** The queue in the database. Each call is on disk when it returns. */
export interface QueueTable {
  /** Waiting items in their order. */
  waiting(): QueueRow[];
  /** Adds at a place; 0 = first. Answers with the id. */
  add(row: Omit<QueueRow, 'id'>, place: number): number;
  setRequest(id: number, request: ScanRequest): void;
  move(id: number, place: number): void;
  remove(id: number): void;
  clear(): void;
  /** Marks an item as running: it no longer waits, and a crash does not lose it. */
  setRunning(id: number): void;
  /** Puts what was running back to the front. Answers with it. */
  takeBack(): QueueRow[];
  hold(): QueueHold;
  setHold(hold: QueueHold): void;
}

const Row = z
  .object({
    id: z.number().int(),
    who: z.string(),
    added_at: z.number(),
    request: z
      .string()
      .transform((text) => ScanRequest.parse(JSON.parse(text))),
  })
  .transform(({ added_at: addedAt, ...row }) => ({ ...row, addedAt }));

const Hold = z.object({ isHeld: z.boolean(), reason: z.string().nullable() });
const holdName = 'queue';
/** A queue that was never started does not start by itself. */
const firstHold: QueueHold = { isHeld: true, reason: null };

export function createQueueTable(sql: DatabaseSync): QueueTable {
  const insert = sql.prepare(
    'INSERT INTO queue (place, who, added_at, request) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const select = sql.prepare(
    'SELECT * FROM queue WHERE is_running = ? ORDER BY place, id',
  );
  const setPlace = sql.prepare('UPDATE queue SET place = ? WHERE id = ?');
  const setRequest = sql.prepare('UPDATE queue SET request = ? WHERE id = ?');
  const setRunning = sql.prepare(
    'UPDATE queue SET is_running = 1 WHERE id = ?',
  );
  const setWaiting = sql.prepare('UPDATE queue SET is_running = 0');
  const remove = sql.prepare('DELETE FROM queue WHERE id = ?');
  const clear = sql.prepare('DELETE FROM queue WHERE is_running = 0');
  const getSetting = sql.prepare('SELECT value FROM settings WHERE name = ?');
  const putSetting = sql.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );

  function rows(isRunning: 0 | 1): QueueRow[] {
    return select.all(isRunning).map((row) => Row.parse(row));
  }

  function arrange(ids: readonly number[]): void {
    ids.forEach((id, place) => setPlace.run(place, id));
  }

  function atomically<T>(act: () => T): T {
    sql.exec('BEGIN IMMEDIATE');
    try {
      const result = act();
      sql.exec('COMMIT');
      return result;
    } catch (error) {
      sql.exec('ROLLBACK');
      throw error;
    }
  }

  return {
    waiting: () => rows(0),
    add: ({ request, who, addedAt }, place) =>
      atomically(() => {
        const ids = rows(0).map(({ id }) => id);
        const text = JSON.stringify(request);
        const id = Number(insert.get(ids.length, who, addedAt, text)?.id);
        arrange(ids.toSpliced(place, 0, id));
        return id;
      }),
    setRequest(id, request) {
      setRequest.run(JSON.stringify(request), id);
    },
    move(id, place) {
      atomically(() => {
        const others = rows(0).flatMap((row) => (row.id === id ? [] : row.id));
        arrange(others.toSpliced(place, 0, id));
      });
    },
    remove(id) {
      remove.run(id);
    },
    clear() {
      clear.run();
    },
    setRunning(id) {
      setRunning.run(id);
    },
    takeBack: () =>
      atomically(() => {
        const running = rows(1);
        const ids = [...running, ...rows(0)].map(({ id }) => id);
        setWaiting.run();
        arrange(ids);
        return running;
      }),
    hold() {
      const value = getSetting.get(holdName)?.value;
      if (typeof value !== 'string') return firstHold;
      const parsed = Hold.safeParse(JSON.parse(value));
      return parsed.success ? parsed.data : firstHold;
    },
    setHold(hold) {
      putSetting.run(holdName, JSON.stringify(hold));
    },
  };
}
