import { Run } from '../../contract/runs.ts';
import { databaseError } from './database.ts';
import type { Database } from './database.ts';

/** The history of runs. */
export interface RunTable {
  /** @throws BeamtimeError `database`, `disk-full` */
  put(run: Run): void;
  get(number: number): Run | undefined;
  /** Newest first; `before`: a run number to go on from. */
  list(options: { before?: number | undefined; limit: number }): Run[];
  /** Highest number; 0 when there is none. */
  highest(): number;
  /** Notes that every data file of the run holds everything. */
  setComplete(number: number): void;
  /** Whether there is nothing left to do for a run. */
  isSettled(number: number): boolean;
  /** Runs that have no end yet. */
  notEnded(): Run[];
}

export function createRunTable({ sql }: Database): RunTable {
  const insert = sql.prepare(
    'INSERT INTO runs (number, is_ended, run) VALUES (?, ?, ?) ' +
      'ON CONFLICT DO UPDATE SET is_ended = excluded.is_ended, run = excluded.run',
  );
  const one = sql.prepare('SELECT run FROM runs WHERE number = ?');
  const some = sql.prepare(
    'SELECT run FROM runs WHERE number < ? ORDER BY number DESC LIMIT ?',
  );
  const open = sql.prepare('SELECT run FROM runs WHERE is_ended = 0');
  const top = sql.prepare('SELECT max(number) AS highest FROM runs');
  const complete = sql.prepare(
    'UPDATE runs SET is_complete = 1 WHERE number = ?',
  );
  const settled = sql.prepare(
    'SELECT 1 FROM runs WHERE number = ? AND is_ended = 1 AND is_complete = 1',
  );
  return {
    put(run) {
      const isEnded = run.endedAt === null ? 0 : 1;
      try {
        insert.run(run.number, isEnded, JSON.stringify(run));
      } catch (error) {
        throw databaseError(error, `Run ${String(run.number)}`);
      }
    },
    get: (number) => runsOf([one.get(number)])[0],
    list: ({ before, limit }) =>
      runsOf(some.all(before ?? Number.MAX_SAFE_INTEGER, limit)),
    highest: () => Number(top.get()?.highest ?? 0),
    setComplete(number) {
      complete.run(number);
    },
    isSettled: (number) => settled.get(number) !== undefined,
    notEnded: () => runsOf(open.all()),
  };
}

/** A row of another shape (from a later version) is left out of the list; its journal still has the run. */
function runsOf(rows: readonly ({ run?: unknown } | undefined)[]): Run[] {
  return rows.flatMap((row) => {
    if (typeof row?.run !== 'string') return [];
    const parsed = Run.safeParse(JSON.parse(row.run));
    return parsed.success ? [parsed.data] : [];
  });
}
