import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type * as Sqlite from 'node:sqlite';
import type { DatabaseSync } from 'node:sqlite';
import { BeamtimeError } from '../../contract/errors.ts';
import { diskError } from './disk-error.ts';
import { migrate } from './migrations.ts';
import { makeFolderSync } from './make-folder.ts';

/** The station's memory: runs, queue, log, settings. */
export interface Database {
  readonly sql: DatabaseSync;
  readonly file: string;
  /** What had to be done at opening, for the log: a broken file that was moved aside. */
  readonly warnings: readonly string[];
  close(): void;
}

/** SQLite's own numbers, which Node passes on. */
const sqliteBusy = 5;
const sqliteFull = 13;
const sqliteBroken: readonly (number | undefined)[] = [11, 26];

/**
 * Opens `<state>/beamtime.sqlite`, making it when there is none. A broken file is moved aside, never deleted,
 * and a new one is made; the history in it comes back from the journals (`RunStore.recover`).
 * The file stays locked for this process: two stations never share a state folder.
 *
 * @throws BeamtimeError `busy` when another station has it, `database`, `disk`, `disk-full`
 */
export function openDatabase(stateFolder: string): Database {
  const file = join(stateFolder, 'beamtime.sqlite');
  try {
    makeFolderSync(stateFolder);
  } catch (error) {
    throw diskError(error, `The state folder ${stateFolder}`);
  }
  try {
    return opened(file, []);
  } catch (error) {
    if (!sqliteBroken.includes(sqliteNumber(error))) throw refusal(error, file);
    const aside = moveAside(file);
    const warning =
      `The database ${file} was broken (${messageOf(error)}). It was moved to ${aside} and a new one was made: ` +
      'the history of runs comes back from their journals; queue, log and settings start empty.';
    try {
      return opened(file, [warning]);
    } catch (second) {
      throw refusal(second, file);
    }
  }
}

/** Turns what SQLite threw while something was saved into a sentence. */
export function databaseError(error: unknown, what: string): BeamtimeError {
  if (error instanceof BeamtimeError) return error;
  const isFull = sqliteNumber(error) === sqliteFull;
  return new BeamtimeError(
    isFull ? 'disk-full' : 'database',
    isFull
      ? `${what} could not be saved in the database: the disk is full. Free some space.`
      : `${what} could not be saved in the database: ${messageOf(error)}.`,
    { cause: error },
  );
}

function opened(file: string, warnings: readonly string[]): Database {
  const sqlite = loadSqlite();
  if (!sqlite)
    throw new BeamtimeError(
      'database',
      `This Node (${process.version}) has no SQLite. Start Beamtime with its own Node: npm start.`,
    );
  const sql = new sqlite.DatabaseSync(file);
  try {
    // Exclusive: the lock is the operating system's and goes with the process, however it ends.
    sql.exec('PRAGMA locking_mode = EXCLUSIVE');
    sql.exec('PRAGMA journal_mode = WAL');
    // Survives the death of the process; a loss of power may cost the last moment, which the journals have.
    sql.exec('PRAGMA synchronous = NORMAL');
    sql.exec('BEGIN IMMEDIATE; COMMIT');
    checkHealth(sql);
    migrate(sql);
  } catch (error) {
    sql.close();
    throw error;
  }
  return { sql, file, warnings, close: () => sql.close() };
}

/** Not by an import, which would end the program where a Node was built without it. */
function loadSqlite(): typeof Sqlite | undefined {
  return process.getBuiltinModule('node:sqlite');
}

/** Finds damage now rather than in the middle of the night. */
function checkHealth(sql: DatabaseSync): void {
  const result = sql.prepare('PRAGMA quick_check(1)').get()?.quick_check;
  if (result !== 'ok') throw new BrokenDatabase(String(result));
}

class BrokenDatabase extends Error {
  readonly errcode = 11;
}

function moveAside(file: string): string {
  const time = new Date().toISOString().replaceAll(':', '-').slice(0, 19);
  let aside = `${file}.broken-${time}`;
  for (let i = 2; existsSync(aside); i++)
    aside = `${file}.broken-${time}-${String(i)}`;
  try {
    for (const part of ['', '-wal', '-shm'])
      if (existsSync(file + part)) renameSync(file + part, aside + part);
  } catch (error) {
    throw diskError(error, `The broken database ${file}`);
  }
  return aside;
}

function refusal(error: unknown, file: string): BeamtimeError {
  if (error instanceof BeamtimeError) return error;
  if (sqliteNumber(error) === sqliteBusy)
    return new BeamtimeError(
      'busy',
      `Another Beamtime station uses ${file}. Close it, or start this one with another state folder.`,
      { cause: error },
    );
  return new BeamtimeError(
    'database',
    `The database ${file} could not be opened: ${messageOf(error)}. Check the folder and its permissions.`,
    { cause: error },
  );
}

function sqliteNumber(error: unknown): number | undefined {
  return error instanceof Error &&
    'errcode' in error &&
    typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
