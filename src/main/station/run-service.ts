import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { Run, RunStateName } from '../../contract/runs.ts';
import type {
  ScanPlan,
  ScanRequest,
  ScanSource,
} from '../../contract/scans.ts';
import type { Experiment } from '../../contract/station.ts';
import type { Clock } from '../base/clock.ts';
import { Coalescer } from '../base/coalesce.ts';
import { Listeners } from '../base/listeners.ts';
import type { RunStore } from '../data/run-store.ts';
import type { Device, Devices } from '../device/types.ts';
import type { Engine } from '../engine/engine.ts';
import type { RunFooter } from '../engine/events.ts';
import type { QueueCheck } from '../queue/queue.ts';
import {
  buildScan,
  expectedSeconds,
  learn,
  parseScan,
  planScan,
  rootsOf,
  secondsOf,
} from '../scan/index.ts';
import type { MeasuredTimes } from '../scan/index.ts';
import type { Logger } from './logger.ts';

/** Progress is told at most 20 times a second: what a page can draw. */
const ANNOUNCE_MS = 50;

interface Parts {
  readonly clock: Clock;
  readonly devices: Devices;
  readonly engine: Engine;
  readonly store: RunStore;
  readonly measured: MeasuredTimes;
  readonly logger: Logger;
  readonly experiment: () => Experiment;
  readonly beamline: string;
  readonly isSimulated: boolean;
}

/** A run that was started. `ended` rejects only when the run could not even begin. */
export interface Started {
  readonly run: number;
  readonly ended: Promise<RunFooter>;
}

/** One way to a run, for the form, the typed line, the queue and other programs alike. */
export class RunService {
  readonly changed = new Listeners<Run>();
  readonly #parts: Parts;
  readonly #announcing: Coalescer;
  #announced: RunStateName = 'idle';
  #wasHeld = false;
  #settled: Promise<unknown> = Promise.resolve();
  /** Who skipped or aborted the run: its end is told under that name, once. */
  #endedBy: string | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#announcing = new Coalescer(parts.clock, ANNOUNCE_MS, () => {
      if (this.current) this.changed.emit(this.current);
    });
    parts.engine.onChanged(() => {
      this.#announce();
    });
  }

  /** The active run, or the last one of this session; made when asked for. */
  get current(): Run | null {
    const { engine, store } = this.#parts;
    const { progress } = engine;
    if (!progress) return null;
    const states = store.recorderStates();
    const recorders =
      states.length > 0
        ? states
        : (store.runs.get(progress.number)?.recorders ?? []);
    return { ...progress, recorders };
  }

  get isActive(): boolean {
    return this.#parts.engine.busy;
  }

  /** Dry run: nothing is touched, nothing reserved. */
  plan(source: ScanSource): ScanPlan {
    const { devices, measured, store, experiment } = this.#parts;
    const next = store.next(experiment());
    return {
      ...planScan(source, devices, measured),
      file: next.file,
      runNumber: next.number,
    };
  }

  /** What the queue shows of a waiting scan. */
  queueCheck(request: ScanRequest): QueueCheck {
    const { devices, measured } = this.#parts;
    const plan = planScan({ request }, devices, measured);
    return {
      line: plan.line ?? request.type,
      points: plan.points,
      durationSeconds: plan.durationSeconds,
      problem: plan.problems[0]?.message ?? null,
    };
  }

  /**
   * Checks, reserves number and file, and starts.
   *
   * @throws BeamtimeError `bad-input` with problems, `busy`, `stopped`
   */
  start(source: ScanSource, who: string): Started {
    const { devices, engine, store, experiment, measured, logger } =
      this.#parts;
    const scan = buildScan(parseScan(source), devices);
    this.#assertIdle();
    devices.latch.check('A scan');
    const { number, file } = store.reserve(experiment());
    const ended = engine.start(scan, {
      number,
      file,
      ...experiment(),
      who,
      beamline: this.#parts.beamline,
      isSimulated: this.#parts.isSimulated,
      expectedSeconds: expectedSeconds(scan, secondsOf(scan, devices), measured)
        .seconds,
    });
    logger.add('info', who, `Run ${String(number)} started: ${scan.line}`, {
      run: number,
    });
    this.#endedBy = null;
    this.#settled = this.#follow(ended);
    return { run: number, ended };
  }

  pause(now: boolean, who: string): void {
    this.#parts.engine.pause({ now });
    this.#say(who, now ? 'pauses at once' : 'pauses after this point');
  }

  resume(who: string): void {
    this.#parts.devices.latch.check('The run');
    this.#parts.engine.resume();
    this.#say(who, 'goes on');
  }

  skip(who: string): void {
    this.#parts.engine.skip();
    this.#endedBy = who;
  }

  abort(who: string): void {
    this.#abort(abortedBy(who));
    this.#endedBy = who;
  }

  /** STOP ALL has been pressed: the motors have been told already. */
  stopAll(who: string): void {
    this.#parts.engine.abort(
      new BeamtimeError('stopped', `STOP ALL was pressed by ${who}.`),
    );
  }

  /** Ends what runs and resolves when its file is complete. */
  async abortAndSettle(why: string): Promise<void> {
    if (this.isActive) this.#abort(why);
    await this.#settled;
    this.#announcing.close();
  }

  /**
   * Refuses to let a hand move what a running scan moves. While the run is paused, everything may be moved.
   *
   * @throws BeamtimeError `busy`
   */
  assertFree(device: Device): void {
    const run = this.current;
    if (run?.state !== 'running') return;
    const { name } = device.info;
    const { devices } = this.#parts;
    const roots = rootsOf(name, devices);
    const isUsed = run.columns.some(
      (column) =>
        column.role === 'axis' &&
        !roots.isDisjointFrom(rootsOf(column.name, devices)),
    );
    if (!isUsed) return;
    throw new BeamtimeError(
      'busy',
      `${name} is moved by run ${String(run.number)} now. Pause or abort the run first.`,
    );
  }

  /**
   * Refuses to talk by hand to hardware that a running scan moves or reads. While the run is paused, it may be talked to.
   *
   * @throws BeamtimeError `busy`
   */
  assertUnused(names: readonly string[]): void {
    if (this.current?.state === 'running')
      this.#refuseUsed(names, ' on this line', 'Pause or abort the run first.');
  }

  /**
   * Refuses to take away what the active run needs, paused or not.
   *
   * @throws BeamtimeError `busy`
   */
  assertNotNeeded(names: readonly string[]): void {
    if (this.isActive)
      this.#refuseUsed(names, '', 'Wait for its end, or abort it first.');
  }

  #refuseUsed(names: readonly string[], where: string, advice: string): void {
    const run = this.current;
    if (!run) return;
    const { devices } = this.#parts;
    const used = new Set(
      run.columns
        .filter(({ role }) => role !== 'timer')
        .map(({ name }) => name),
    );
    // What a column is made of is used as well; a set that grows is gone through to its end.
    for (const name of used)
      for (const input of devices.find(name)?.info.inputs ?? [])
        used.add(input);
    const found = names.find((name) => used.has(name));
    if (found === undefined) return;
    throw new BeamtimeError(
      'busy',
      `Run ${String(run.number)} uses ${found}${where} now. ${advice}`,
    );
  }

  #abort(why: string): void {
    this.#parts.engine.abort(new BeamtimeError('aborted', why));
  }

  #assertIdle(): void {
    if (!this.isActive) return;
    const number = this.current ? ` ${String(this.current.number)}` : '';
    throw new BeamtimeError(
      'busy',
      `Run${number} is active. Wait for its end, abort it, or add the scan to the queue.`,
    );
  }

  #say(who: string, what: string): void {
    const run = this.current;
    if (!run) return;
    this.#parts.logger.add('info', who, `Run ${String(run.number)} ${what}`, {
      run: run.number,
    });
  }

  /** Progress is merged; a change of state, and a hold, are told at once. */
  #announce(): void {
    this.#announcing.request();
    const { state, isHeld } = this.#parts.engine;
    if (state === this.#announced && isHeld === this.#wasHeld) return;
    if (isHeld !== this.#wasHeld) this.#tellHold(isHeld);
    this.#announced = state;
    this.#wasHeld = isHeld;
    this.#announcing.flush();
  }

  /** Nobody may be there when a run begins to wait: the log tells it later. */
  #tellHold(isHeld: boolean): void {
    const run = this.current;
    if (!run || (!isHeld && run.phase === 'cleaning up')) return;
    const what = isHeld || run.state === 'paused' ? run.phaseText : 'Goes on';
    this.#parts.logger.add(
      isHeld || run.state === 'paused' ? 'warning' : 'info',
      'station',
      `Run ${String(run.number)}: ${what}${what.endsWith('.') ? '' : '.'}`,
      { run: run.number },
    );
  }

  async #follow(ended: Promise<RunFooter>): Promise<void> {
    const { logger, measured, engine } = this.#parts;
    try {
      const { number, endReason, points, message } = await ended;
      const who = this.#endedBy ?? this.current?.who ?? 'station';
      // Who aborted it stands beside the entry already.
      const why = message?.replace(abortedBy(who), '').trim();
      logger.add(
        endReason === 'failed' ? 'error' : 'info',
        who,
        `Run ${String(number)} ${endReason}, ${String(points)} of ${String(this.current?.points ?? points)} points${why ? `: ${why}` : ''}`,
        { run: number },
      );
      if (engine.timed) learn(measured, engine.timed);
    } catch (error) {
      const { code, message } = toReport(error);
      logger.add('error', 'station', message, { code });
    }
  }
}

function abortedBy(who: string): string {
  return `Aborted by ${who}.`;
}
