import { existsSync, readdirSync } from 'node:fs';
import { z } from 'zod';
import type { Experiment } from '../../contract/station.ts';
import { databaseError } from './database.ts';
import type { Database } from './database.ts';
import {
  dataFile,
  journalFile,
  journalFolder,
  journalNumber,
} from './file-name.ts';
import { transaction } from './migrations.ts';
import type { RunTable } from './run-table.ts';
import { createSettings } from './settings.ts';

/** A run's number and where its data will go. */
export interface Reservation {
  readonly number: number;
  readonly file: string;
}

/** Gives out run numbers, each once and for all. */
export interface Reservations {
  /** What the next run would get; nothing is reserved. */
  next(experiment: Experiment): Reservation;
  /** @throws BeamtimeError `database`, `disk-full` */
  reserve(experiment: Experiment): Reservation;
}

const counterName = 'last run number';

/** Numbers go on after the counter, the history and the journals, whichever is furthest, and leave out files that exist. */
export function createReservations(
  database: Database,
  runs: RunTable,
  folders: { readonly stateFolder: string; readonly dataFolder: string },
  extension: string,
): Reservations {
  const settings = createSettings(database);
  const counter = () => settings.get(counterName, z.number().int()) ?? 0;
  // The counter is lost with a broken database; history and journals are looked at once for that.
  let known = Math.max(runs.highest(), highestJournal(folders.stateFolder));
  function next(experiment: Experiment): Reservation {
    for (let number = Math.max(counter(), known) + 1; ; number++) {
      const file = dataFile(folders.dataFolder, experiment, number, extension);
      const journal = journalFile(folders.stateFolder, number);
      if (!existsSync(file) && !existsSync(journal)) return { number, file };
    }
  }
  return {
    next,
    reserve(experiment) {
      try {
        return transaction(database.sql, () => {
          const reservation = next(experiment);
          settings.set(counterName, reservation.number);
          known = reservation.number;
          return reservation;
        });
      } catch (error) {
        throw databaseError(error, 'The run number');
      }
    },
  };
}

function highestJournal(stateFolder: string): number {
  const folder = journalFolder(stateFolder);
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.reduce(
    (highest, name) => Math.max(highest, journalNumber(name) ?? 0),
    0,
  );
}
