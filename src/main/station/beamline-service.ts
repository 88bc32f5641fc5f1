import { isDeepStrictEqual } from 'node:util';
import type {
  BeamlineEdit,
  BeamlinePlan,
  BeamlineState,
  ConnectionTrial,
  DriverInfo,
} from '../../contract/beamline.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { compareBeamlines } from '../config/compare.ts';
import { driverSchema } from '../config/disabled-entries.ts';
import { planEdit, type EditPlan } from '../config/edit.ts';
import { readText } from '../config/files.ts';
import { examine, type Examined } from '../config/load.ts';
import { saveEdit } from '../config/save.ts';
import type { Beamline } from '../config/types.ts';
import type { Database } from '../data/database.ts';
import type { Driver } from '../drivers/types.ts';
import type { InstrumentRack, RackPlan, Renamed } from './instrument-rack.ts';
import type { KeptValues } from './kept-values.ts';
import { assertMayGo, notesOfLocks } from './locks-of-gone.ts';
import { notesOfNewName } from './notes-of-new-name.ts';
import { lostWithName } from './other-name.ts';
import type { RunService } from './run-service.ts';
import { askRunning } from './ask-running.ts';
import { assertSameLine } from './same-line.ts';
import { shortPaths, withShortPaths } from './short-paths.ts';
import { toTry, type TrialSubject } from './to-try.ts';
import { tryConnection, type TrialParts } from './try-connection.ts';

interface Parts extends TrialParts {
  readonly drivers: readonly Driver[];
  readonly rack: InstrumentRack;
  readonly runs: Pick<RunService, 'assertNotNeeded'>;
  /** What people set and saved, which goes by the names of devices. */
  readonly kept: KeptValues;
  readonly database: Database;
  /** Typed lines of the scans that wait. */
  readonly waiting: () => readonly string[];
  /** Told after the file or what is in force of it has changed. */
  readonly changed: (state: BeamlineState) => void;
}

/** What comes of a file as it is, or would be. */
type Told = Omit<BeamlinePlan, 'diff' | 'version'>;

/** The beamline file, described by clicking: what an edit would do, tried, written, and in force at once. */
export class BeamlineService {
  readonly #parts: Parts;
  /** As the station was started; what of it counts only at a start is still so. */
  readonly #started: Beamline;
  #now: Beamline;

  constructor(beamline: Beamline, parts: Parts) {
    this.#parts = parts;
    this.#started = beamline;
    this.#now = beamline;
  }

  /** @throws BeamtimeError `config` when the file was changed by hand and is not good now */
  state(): BeamlineState {
    const { file } = this.#started;
    const { checked } = this.#examined();
    return {
      file,
      entries: this.#now.entries.map(({ place, devices, ...entry }) => ({
        ...entry,
        place: shortPaths(file, `${place.file}:${String(place.line)}`),
        devices: devices.map(({ name, isActive }) => ({ name, isActive })),
        entry: { ...checked[entry.index]?.raw },
      })),
      needsRestart: this.#restartParts(this.#now),
    };
  }

  drivers(): DriverInfo[] {
    return this.#parts.drivers.map((driver) => ({
      name: driver.name,
      title: driver.title,
      needsLine: driver.needsLine,
      schema: driverSchema(driver),
    }));
  }

  /** @throws BeamtimeError `config` with every mistake, `bad-input`, `unsupported` */
  plan(edit: BeamlineEdit): BeamlinePlan {
    return this.#toldOf(this.#edit(edit), edit);
  }

  /**
   * @throws BeamtimeError `bad-input` when no instrument with a line is meant, `busy` when trying would interrupt what
   * runs on its line, and what `plan` throws
   */
  async test(
    subject: TrialSubject,
    signal: AbortSignal,
  ): Promise<ConnectionTrial> {
    const { rack, clock, drivers } = this.#parts;
    const found = withShortPaths(this.#started.file, () =>
      toTry(subject, this.#now, drivers),
    );
    const line = found?.instrument.line;
    if (!found || !line) {
      throw new BeamtimeError(
        'bad-input',
        'There is no connection to try: this changes no instrument that has a line.',
      );
    }
    const { instrument } = found;
    const running = rack.onLine(line);
    if (!running) return tryConnection(instrument, line, this.#parts, signal);
    assertSameLine(found, line, running.entry);
    const isChanged = !isDeepStrictEqual(
      running.entry.config,
      instrument.config,
    );
    return askRunning(running.instrument, clock, isChanged, signal);
  }

  /**
   * Writes an edit and brings it into force.
   *
   * @throws BeamtimeError `state` when a file was changed on the disk since the difference was looked at; `busy`, `lock`, `disk`, and what `plan` throws. Nothing is written then
   */
  async apply(edit: BeamlineEdit, version: string): Promise<BeamlinePlan> {
    const plan = this.#edit(edit);
    if (plan.version !== version) {
      throw new BeamtimeError(
        'state',
        'The beamline file was changed meanwhile, so more would come into force than you have seen. Look at the difference again.',
      );
    }
    const told = this.#toldOf(plan, edit);
    const renamed = newName(edit);
    this.#assertPossible(this.#parts.rack.plan(plan.after, renamed));
    const save = () => {
      saveEdit(plan);
    };
    if (renamed) this.#parts.kept.rename(renamed.device, renamed.name, save);
    else save();
    await this.#enforce(plan.after, renamed);
    return told;
  }

  /** @throws BeamtimeError `config`, `busy`, `lock` */
  async reload(): Promise<Told> {
    const { beamline } = this.#examined();
    const told = this.#told(beamline);
    this.#assertPossible(this.#parts.rack.plan(beamline));
    await this.#enforce(beamline);
    return told;
  }

  #edit(edit: BeamlineEdit): EditPlan {
    const { file } = this.#started;
    return withShortPaths(file, () =>
      planEdit(file, edit, this.#parts.drivers),
    );
  }

  /** The file as it is now. */
  #examined(): Examined {
    const { file } = this.#started;
    return withShortPaths(file, () =>
      examine(readText(file), file, this.#parts.drivers),
    );
  }

  #toldOf({ after, diff, version }: EditPlan, edit: BeamlineEdit) {
    return { diff, version, ...this.#told(after, edit) };
  }

  #told(after: Beamline, edit?: BeamlineEdit): Told {
    const plan = this.#parts.rack.plan(after, newName(edit));
    const { added, removed, replaced, interrupts, gone } = plan;
    return {
      added: [...added],
      removed: [...removed],
      replaced: [...replaced],
      interrupts: interrupts.map(({ info }) => info.name),
      needsRestart: this.#restartParts(after),
      notes: [...this.#notes(after, edit), ...notesOfLocks(gone)],
      whyNot: this.#whyNot(plan),
    };
  }

  #notes(after: Beamline, edit: BeamlineEdit | undefined): string[] {
    const { kept, database, waiting } = this.#parts;
    const lost = lostWithName(this.#started.name, after.name, database);
    return [
      ...(lost === undefined ? [] : [lost]),
      ...withoutDevices(after),
      ...(edit?.kind === 'rename-device'
        ? notesOfNewName(edit, kept, waiting())
        : []),
    ];
  }

  #whyNot(plan: RackPlan): string | null {
    try {
      this.#assertPossible(plan);
      return null;
    } catch (error) {
      return toReport(error).message;
    }
  }

  /** @throws BeamtimeError `busy`, `lock` */
  #assertPossible({ interrupts, gone }: RackPlan): void {
    const { rack, runs } = this.#parts;
    assertMayGo(gone);
    runs.assertNotNeeded(interrupts.map(({ info }) => info.name));
    rack.assertAtRest(interrupts);
  }

  async #enforce(after: Beamline, renamed?: Renamed): Promise<void> {
    await this.#parts.rack.change(after, renamed);
    this.#now = after;
    this.#parts.changed(this.state());
  }

  #restartParts(after: Beamline): string[] {
    return [...compareBeamlines(this.#started, after).needsRestart];
  }
}

/** The name that a device gets in an edit. */
function newName(edit: BeamlineEdit | undefined): Renamed | undefined {
  return edit?.kind === 'rename-device' ? edit : undefined;
}

/** Says of instruments that nobody will see that they are so. */
function withoutDevices({ instruments }: Beamline): string[] {
  return instruments
    .filter(({ driver, config }) => driver.names(config).length === 0)
    .map(
      ({ name }) => `${name} describes no device, so nothing of it is shown.`,
    );
}
