import type { DatabaseSync } from 'node:sqlite';
import { BeamtimeError } from '../../contract/errors.ts';

/** Each step takes the database one version on. Never change one that was released: add another. */
const steps = [
  `
  CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    is_ended INTEGER NOT NULL,
    is_complete INTEGER NOT NULL DEFAULT 0,
    run TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_unsettled ON runs (number) WHERE is_ended = 0 OR is_complete = 0;
  CREATE TABLE log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time REAL NOT NULL,
    level TEXT NOT NULL,
    who TEXT NOT NULL,
    text TEXT NOT NULL,
    code TEXT,
    run INTEGER
  ) STRICT;
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  CREATE TABLE queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    is_running INTEGER NOT NULL DEFAULT 0,
    who TEXT NOT NULL,
    added_at REAL NOT NULL,
    request TEXT NOT NULL
  ) STRICT;
  `,
  `
  CREATE TABLE device_settings (
    beamline TEXT NOT NULL,
    device TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (beamline, device, name)
  ) STRICT;
  `,
  `
  CREATE TABLE named_positions (
    beamline TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (beamline, name)
  ) STRICT;
  `,
];

/**
 * Brings a database up to date.
 *
 * @throws BeamtimeError `database` when a newer Beamtime wrote it
 */
export function migrate(sql: DatabaseSync): void {
  const version = Number(
    sql.prepare('PRAGMA user_version').get()?.user_version,
  );
  if (version > steps.length)
    throw new BeamtimeError(
      'database',
      'The database was written by a newer Beamtime. Start that one, or choose another state folder.',
    );
  transaction(sql, () => {
    for (const step of steps.slice(version)) sql.exec(step);
    sql.exec(`PRAGMA user_version = ${String(steps.length)}`);
  });
}

/** All or nothing. */
export function transaction<T>(sql: DatabaseSync, act: () => T): T {
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
