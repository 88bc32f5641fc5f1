import { existsSync } from 'node:fs';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { PointBlock, RecorderState, Run } from '../../contract/runs.ts';
import type { Experiment } from '../../contract/station.ts';
import { isoTime } from '../base/iso-time.ts';
import { Listeners } from '../base/listeners.ts';
import type {
  RunFooter,
  RunHeader,
  RunOutput,
  RunPoint,
} from '../engine/events.ts';
import { ActiveRun } from './active-run.ts';
import { journalFile } from './file-name.ts';
import { freeBytesOf } from './free-space.ts';
import { recoverRuns } from './recovery.ts';
import { RecorderThread } from './recorder-thread.ts';
import { createReservations } from './reservation.ts';
import type { Reservation, Reservations } from './reservation.ts';
import { RunPoints } from './run-points.ts';
import { runEnded } from './run-record.ts';
import { createRunTable } from './run-table.ts';
import type { RunTable } from './run-table.ts';
import { usualFormats, usualLimits } from './store-options.ts';
import type {
  RunFormat,
  RunStoreOptions,
  StoreLimits,
} from './store-options.ts';

/** Points in one answer of `data`. */
const pointsPerCall = 50_000;
/** Runs whose points stay in memory. */
const runsInMemory = 4;

/**
 * Where runs go: the journal first, then whoever listens, then the data files. Keeps the history, and after a
 * crash puts right what was left.
 */
export class RunStore implements RunOutput {
  readonly runs: RunTable;
  readonly #options: RunStoreOptions;
  readonly #limits: StoreLimits;
  readonly #formats: readonly RunFormat[];
  readonly #reservations: Reservations;
  readonly #thread: RecorderThread;
  readonly #listeners = new Listeners<RunPoint>();
  /** Newest last. */
  readonly #points = new Map<number, RunPoints>();
  #active: ActiveRun | undefined;
  /** Number of the run that is being prepared on disk. */
  #beginning: number | undefined;

  constructor(options: RunStoreOptions) {
    this.#options = options;
    this.#limits = { ...usualLimits, ...options.limits };
    this.#formats = options.formats ?? usualFormats;
    this.runs = createRunTable(options.database);
    this.#reservations = createReservations(
      options.database,
      this.runs,
      options,
      this.#formats[0]?.extension ?? 'h5',
    );
    this.#thread = new RecorderThread(options.clock);
    this.#thread.start();
  }

  /** What the next run would get, for previews; nothing is reserved. */
  next(experiment: Experiment): Reservation {
    return this.#reservations.next(experiment);
  }

  /** Takes the next run number, for good. */
  reserve(experiment: Experiment): Reservation {
    return this.#reservations.reserve(experiment);
  }

  /** Calls back after each point that is in the journal. */
  onPoint(listener: (point: RunPoint) => void): () => void {
    return this.#listeners.add(listener);
  }

  async begin(header: RunHeader): Promise<void> {
    if (this.#current() !== undefined)
      throw new BeamtimeError('busy', 'Another run is being recorded.');
    this.#beginning = header.number;
    try {
      const active = await ActiveRun.begin(header, {
        ...this.#options,
        limits: this.#limits,
        formats: this.#formats,
        thread: this.#thread,
        freeBytes: this.#options.freeBytes ?? freeBytesOf,
      });
      try {
        this.runs.put(active.run());
      } catch (error) {
        await active.undo();
        throw error;
      }
      this.#active = active;
      this.#keep(active.points);
    } catch (error) {
      this.#putQuietly(this.#notBegun(header, error));
      throw error;
    } finally {
      this.#beginning = undefined;
    }
  }

  point(point: RunPoint): Promise<void> | undefined {
    const active = this.#running();
    active.record(point);
    this.#listeners.emit(point);
    return active.announce();
  }

  async end(footer: RunFooter): Promise<void> {
    const active = this.#running();
    try {
      const { run, isComplete, error } = await active.end(footer);
      // The first trouble is told, not what follows from it.
      if (error) this.#putQuietly(failed(run, error));
      else this.runs.put(run);
      if (isComplete) this.runs.setComplete(run.number);
      if (error) throw error;
    } finally {
      this.#active = undefined;
    }
  }

  /** The data files of the run that is being recorded, or of none. */
  recorderStates(): RecorderState[] {
    return this.#active?.states() ?? [];
  }

  /**
   * Points `from` and following, at most 50 000.
   *
   * @throws BeamtimeError `bad-input` for an unknown run, `disk` when its journal cannot be read
   */
  async data(run: number, from: number): Promise<PointBlock> {
    return (await this.#pointsOf(run)).block(from, pointsPerCall);
  }

  /** All points of a run at once, for whoever calculates with them. */
  async allData(run: number): Promise<PointBlock> {
    const points = await this.#pointsOf(run);
    return points.block(0, points.count);
  }

  /**
   * Puts right what a crash or a lost disk left: runs without an end get one, files are completed from their
   * journals. To be called at the start, before the first run.
   *
   * @returns the runs in which something was put right
   */
  async recover(): Promise<Run[]> {
    // A run that is being recorded is not to wait for old ones.
    const current = this.#current();
    const isIdle = current === undefined;
    const thread = isIdle
      ? this.#thread
      : new RecorderThread(this.#options.clock);
    try {
      return await recoverRuns({
        ...this.#options,
        runs: this.runs,
        active: current,
        formats: this.#formats,
        thread,
        timeoutMs: 20 * this.#limits.recorderTimeoutMs,
      });
    } finally {
      if (!isIdle) await thread.close();
    }
  }

  /** Ends the recorder thread. A run that is still being recorded is left to `recover`. */
  async close(): Promise<void> {
    this.#active?.leave();
    this.#active = undefined;
    await this.#thread.close();
  }

  async #pointsOf(run: number): Promise<RunPoints> {
    const known = this.#points.get(run);
    if (known) return known;
    const found = this.runs.get(run);
    if (!found)
      throw new BeamtimeError('bad-input', `There is no run ${String(run)}.`);
    const journal = journalFile(this.#options.stateFolder, run);
    const isThere = existsSync(journal);
    // One that could not begin.
    if (!isThere && found.point === 0)
      return new RunPoints(run, found.columns.length, journal);
    if (!isThere)
      throw new BeamtimeError(
        'disk',
        `The points of run ${String(run)} cannot be shown any more: its journal ${journal} is gone. They are in the data file ${found.file}.`,
      );
    const points = new RunPoints(run, found.columns.length, journal);
    await points.load();
    // Somebody else may have loaded it meanwhile.
    const loaded = this.#points.get(run);
    if (loaded) return loaded;
    this.#keep(points);
    return points;
  }

  #keep(points: RunPoints): void {
    this.#points.set(points.run, points);
    for (const run of this.#points.keys()) {
      if (this.#points.size <= runsInMemory) return;
      if (run !== this.#active?.number) this.#points.delete(run);
    }
  }

  /** What history tells of a run whose file could not be made: it has its number, and failed. */
  #notBegun(header: RunHeader, error: unknown): Run {
    const endedAt = this.#options.clock.now();
    const footer = {
      number: header.number,
      endedAt,
      endTime: isoTime(endedAt),
      endReason: 'failed',
      message: toReport(error).message,
      points: 0,
      positioners: {},
    } as const;
    return runEnded(header, footer, [], header.file);
  }

  #putQuietly(run: Run): void {
    try {
      this.runs.put(run);
    } catch {
      // At the next start the journal tells the history what it misses.
    }
  }

  /** Number of the run that is being prepared or recorded. */
  #current(): number | undefined {
    return this.#active?.number ?? this.#beginning;
  }

  #running(): ActiveRun {
    if (this.#active) return this.#active;
    throw new BeamtimeError('internal', 'No run is being recorded.');
  }
}

/** A run whose end could not be saved has failed, unless it had ended badly before. */
function failed(run: Run, { message }: BeamtimeError): Run {
  const isGood = run.endReason === 'finished' || run.endReason === 'skipped';
  return isGood
    ? { ...run, state: 'failed', endReason: 'failed', message }
    : run;
}
