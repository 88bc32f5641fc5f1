import packageFile from '../../../package.json' with { type: 'json' };
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { whyNotRecorded } from '../data/data-folder.ts';
import { openDatabase, type Database } from '../data/database.ts';
import { createLogbook, type Logbook } from '../data/logbook.ts';
import { RunStore } from '../data/run-store.ts';
import { createSettings, type Settings } from '../data/settings.ts';
import type { Closers } from './closers.ts';
import { Logger, type LogFacts } from './logger.ts';

interface Options {
  readonly stateFolder: string;
  readonly dataFolder: string;
  readonly isDataFolderNamed?: boolean;
  readonly clock: Clock;
  /** Every point is forced to the medium before it is shown. */
  readonly isForcedToDisk?: boolean;
}

/** What a station remembers and where it writes. */
export interface Memory {
  readonly database: Database;
  readonly settings: Settings;
  readonly logbook: Logbook;
  readonly logger: Logger;
  readonly store: RunStore;
  /** What had to be put right while opening, in sentences. */
  readonly notices: readonly string[];
  /** Adds such a sentence, to the log as well. */
  readonly notice: (text: string, facts?: LogFacts) => void;
  /** Logs what went wrong where nobody waits for an answer. */
  readonly onFault: (error: unknown, where?: string) => void;
}

/**
 * Opens the database and the store of runs, and puts right what an earlier station left.
 *
 * @throws BeamtimeError `busy` when another station has the state folder, `bad-input` when runs cannot be recorded in a
 * data folder that was named, `database`, `disk`
 */
export async function openMemory(
  {
    stateFolder,
    dataFolder,
    isDataFolderNamed = false,
    clock,
    isForcedToDisk = false,
  }: Options,
  closers: Closers,
): Promise<Memory> {
  const trouble = await whyNotRecorded(dataFolder, clock);
  // Room is looked for before each run; what is full today may have some tomorrow.
  if (trouble && isDataFolderNamed && trouble.code !== 'disk-full')
    throw cannotRecord(trouble);
  const database = openDatabase(stateFolder);
  closers.add(() => {
    database.close();
  });
  const logbook = createLogbook(database, () => clock.now());
  const logger = new Logger(logbook);
  const notices: string[] = [];
  const notice = (text: string, facts?: LogFacts) => {
    notices.push(text);
    logger.add('warning', 'station', text, facts);
  };
  for (const text of database.warnings) notice(text, { code: 'database' });
  if (trouble) notice(trouble.message, { code: trouble.code });

  const store = new RunStore({
    database,
    stateFolder,
    dataFolder,
    clock,
    version: packageFile.version,
    journal: { isForcedToDisk },
    onWarning: ({ code, text, run }) => {
      logger.add('warning', 'station', text, {
        code,
        ...(run !== null && { run }),
      });
    },
  });
  closers.add(() => store.close());
  for (const run of await store.recover()) {
    notice(
      `Run ${String(run.number)} was put right after the station ended without closing: ${String(run.point)} of ${String(run.points)} points are in ${run.file}`,
      { run: run.number },
    );
  }
  return {
    database,
    settings: createSettings(database),
    logbook,
    logger,
    store,
    notices,
    notice,
    onFault(error, where = 'the program') {
      const text = error instanceof Error ? error.message : String(error);
      logger.add('error', 'station', `Fault in ${where}: ${text}`, {
        code: 'internal',
      });
    },
  };
}

function cannotRecord({ message }: BeamtimeError): BeamtimeError {
  const problem = { path: ['data'], code: 'bad-input' as const, message };
  return new BeamtimeError('bad-input', message, { problems: [problem] });
}
