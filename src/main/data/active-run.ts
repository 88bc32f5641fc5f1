import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { RecorderState, Run } from '../../contract/runs.ts';
import type { Clock } from '../base/clock.ts';
import type { RunFooter, RunHeader, RunPoint } from '../engine/events.ts';
import { diskError } from './disk-error.ts';
import { journalFile, journalFolder, withExtension } from './file-name.ts';
import { prepareFolder } from './free-space.ts';
import type { FreeBytes } from './free-space.ts';
import type { CreatedFile } from './journal-format.ts';
import { Journal } from './journal.ts';
import type { JournalOptions } from './journal.ts';
import type { RecorderThread } from './recorder-thread.ts';
import { Recording } from './recording.ts';
import { RunPoints } from './run-points.ts';
import { runBegun, runEnded } from './run-record.ts';
import type { DataWarning, RunFormat, StoreLimits } from './store-options.ts';

/** What a run needs while it is recorded. */
export interface ActiveRunOptions {
  readonly stateFolder: string;
  readonly clock: Clock;
  readonly version: string;
  readonly thread: RecorderThread;
  readonly formats: readonly RunFormat[];
  readonly limits: StoreLimits;
  readonly freeBytes: FreeBytes;
  readonly journal?: JournalOptions;
  readonly onWarning: (warning: DataWarning) => void;
}

/** How a run was put to rest. `error`: what could not even be written to the journal. */
export interface RunEnd {
  readonly run: Run;
  readonly isComplete: boolean;
  readonly error: BeamtimeError | undefined;
}

/** The file is laid out in memory column by column, and has room for every point from the start. */
const mostPoints = 20_000_000;

/** Generous: measured are 0.01 ms. */
const rebuildMsPerPoint = 0.1;

/** The run that is being recorded: its journal, its points in memory, its data files. */
export class ActiveRun {
  readonly points: RunPoints;
  readonly #header: RunHeader;
  readonly #id: string;
  readonly #options: ActiveRunOptions;
  readonly #journal: Journal;
  readonly #recordings: Recording[] = [];
  readonly #files: string[] = [];

  /** Reserves everything on disk. @throws BeamtimeError `disk`, `disk-full`, `file-exists`, `recorder`, `bad-input` */
  static async begin(
    header: RunHeader,
    options: ActiveRunOptions,
  ): Promise<ActiveRun> {
    await checkRoom(header, options);
    const run = new ActiveRun(header, options);
    try {
      for (const format of options.formats) await run.#openFile(format);
      return run;
    } catch (error) {
      await run.undo();
      throw error;
    }
  }

  private constructor(header: RunHeader, options: ActiveRunOptions) {
    const file = journalFile(options.stateFolder, header.number);
    this.#header = { ...header, version: options.version };
    this.#options = options;
    this.#id = randomUUID();
    this.#journal = Journal.create(
      file,
      this.#header,
      this.#id,
      options.journal,
    );
    this.points = new RunPoints(header.number, header.columns.length, file);
  }

  get number(): number {
    return this.#header.number;
  }

  states(): RecorderState[] {
    return this.#recordings.map(({ state }) => state);
  }

  run(): Run {
    return runBegun(this.#header, this.states());
  }

  /** Into the journal and into memory. @throws BeamtimeError `disk`, `disk-full`: then it is in neither */
  record({ index, values }: RunPoint): void {
    if (
      index !== this.points.count ||
      values.length !== this.#header.columns.length
    )
      throw new BeamtimeError(
        'internal',
        `Point ${String(index)} with ${String(values.length)} values came where point ${String(this.points.count)} ` +
          `with ${String(this.#header.columns.length)} values was due.`,
      );
    const offset = this.#journal.bytes;
    this.#journal.point(index, values);
    this.points.push(values, offset);
  }

  /** Passes the newest point on to the files; a promise means: wait for them. */
  announce(): Promise<void> | undefined {
    let held: Promise<void> | undefined;
    for (const recording of this.#recordings) {
      const wait = recording.advance();
      if (wait) held = held ? held.then(() => wait) : wait;
    }
    return held;
  }

  async end(footer: RunFooter): Promise<RunEnd> {
    const error = await this.#writeFooter(footer);
    let file = this.#header.file;
    let isComplete = error === undefined;
    const states: RecorderState[] = [];
    for (const recording of this.#recordings) {
      const { recorder } = recording.created;
      const result = await this.#finish(recording, footer);
      if (typeof result === 'string') {
        // The first format's file is the run's.
        if (states.length === 0) file = result;
        states.push({ name: recorder, written: footer.points, error: null });
      } else {
        isComplete = false;
        states.push({ ...recording.state, error: result.message });
      }
    }
    this.#journal.close();
    const run = runEnded(this.#header, footer, states, file);
    return { run, isComplete, error };
  }

  /** Takes back a run that could not begin. */
  async undo(): Promise<void> {
    for (const recording of this.#recordings) await recording.abandon();
    for (const file of this.#files)
      await rm(file, { force: true }).catch(() => undefined);
    this.#journal.discard();
  }

  /** Lets go without an end: the station is closing. */
  leave(): void {
    for (const recording of this.#recordings) recording.leave();
    this.#journal.close();
  }

  async #writeFooter(footer: RunFooter): Promise<BeamtimeError | undefined> {
    try {
      this.#journal.footer(footer);
      await this.#journal.force();
      return undefined;
    } catch (error) {
      return diskError(error, `The end of run ${String(this.number)}`);
    }
  }

  /** Closes the file, or makes it again from the journal. Answers with where it is, or why it is not. */
  async #finish(
    recording: Recording,
    footer: RunFooter,
  ): Promise<string | BeamtimeError> {
    const { created } = recording;
    try {
      const file = await recording.close(footer).then(
        () => created.file,
        (error: unknown) => this.#rebuild(error, created, footer),
      );
      this.#journal.complete({ recorder: created.recorder, file });
      return file;
    } catch (error) {
      const reason = diskError(error, `The data file ${created.file}`);
      this.#warn(
        reason,
        `${reason.message} Every point is in the journal ${this.#journal.file}; the file is completed from it at the next start.`,
      );
      return reason;
    }
  }

  async #rebuild(
    error: unknown,
    created: CreatedFile,
    footer: RunFooter,
  ): Promise<string> {
    const { thread, limits } = this.#options;
    // A disk that does not answer would keep everybody waiting once more.
    if (isBeamtimeError(error, 'timeout')) throw error;
    const file = await thread.ask(
      {
        call: 'rebuild',
        rebuild: {
          recorder: created.recorder,
          journal: this.#journal.file,
          job: this.#job(created.file),
          footer,
          created: [created],
        },
      },
      limits.recorderTimeoutMs + this.points.count * rebuildMsPerPoint,
      `the data file ${created.file} to be made from the journal`,
    );
    return file ?? created.file;
  }

  async #openFile(format: RunFormat): Promise<void> {
    const { clock, thread, limits } = this.#options;
    const file = withExtension(this.#header.file, format.extension);
    const created = await createEmpty(file, format.recorder);
    this.#files.push(file);
    this.#journal.created(created);
    const recording = new Recording(
      thread,
      created,
      this.#job(file),
      this.points,
      {
        clock,
        ...limits,
        timeoutMs: limits.recorderTimeoutMs,
        onFailed: (error) => {
          this.#warn(
            error,
            `${error.message} The run goes on: every point is in the journal.`,
          );
        },
      },
    );
    this.#recordings.push(recording);
    await recording.open();
  }

  #job(file: string) {
    const { version } = this.#options;
    return { header: this.#header, id: this.#id, file, version };
  }

  #warn({ code }: BeamtimeError, text: string): void {
    this.#options.onWarning({ code, text, run: this.number });
  }
}

/** Creates an empty file, which must not exist, and notes how to know it again. */
async function createEmpty(
  file: string,
  recorder: string,
): Promise<CreatedFile> {
  try {
    const handle = await open(file, 'wx');
    const { dev, ino, birthtimeNs } = await handle
      .stat({ bigint: true })
      .finally(() => handle.close());
    return {
      recorder,
      file,
      device: String(dev),
      inode: String(ino),
      born: String(birthtimeNs),
    };
  } catch (error) {
    throw diskError(error, `The data file ${file}`);
  }
}

async function checkRoom(
  header: RunHeader,
  { stateFolder, limits, freeBytes, onWarning }: ActiveRunOptions,
): Promise<void> {
  const { points, columns, file, number: run } = header;
  if (points > mostPoints)
    throw new BeamtimeError(
      'bad-input',
      `A run has at most ${String(mostPoints)} points; this one would have ${String(points)}. Use fewer points.`,
    );
  const numbers = points * Math.max(columns.length, 1);
  // Flat and, for maps, once more as grid; about 20 characters a number in the journal.
  const needs = [
    [dirname(file), numbers * 16],
    [journalFolder(stateFolder), numbers * 20],
  ] as const;
  for (const [folder, bytes] of needs) {
    const text = await prepareFolder(folder, bytes, limits, freeBytes);
    if (text) onWarning({ code: 'disk-full', text, run });
  }
}
