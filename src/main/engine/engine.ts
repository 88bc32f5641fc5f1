import { BeamtimeError } from '../../contract/errors.ts';
import type { Run, RunStateName } from '../../contract/runs.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { Devices } from '../device/types.ts';
import { secondsOf, type Scan, type TimedRun } from '../scan/index.ts';
import type { RunFacts } from './documents.ts';
import type { RunFooter, RunOutput } from './events.ts';
import { Pace } from './pace.ts';
import { ActiveRun } from './run.ts';
import { isActive } from './run-state.ts';

export type { RunFacts } from './documents.ts';

/** What the engine works with. */
export interface EngineOptions {
  readonly devices: Devices;
  readonly clock: Clock;
  readonly output: RunOutput;
}

/** A run as far as the engine knows it. */
export type RunProgress = Omit<Run, 'recorders'>;

/** Runs scans, one at a time. It never waits for those who watch: they are told that something changed, and look. */
export class Engine {
  readonly #options: EngineOptions;
  readonly #changed = new Listeners<void>();
  #run: ActiveRun | null = null;
  #pace = new Pace(0, 0);
  #computedSeconds = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** State of the active run, or of the last one; cheap enough to look at on every change. */
  get state(): RunStateName {
    return this.#run?.state ?? 'idle';
  }

  /** Number of the active run, or of the last one; for whoever looks at every point. */
  get number(): number | null {
    return this.#run?.facts.number ?? null;
  }

  /** Whether the active run waits for something that is away; cheap enough to look at on every change. */
  get isHeld(): boolean {
    return this.#run?.phase === 'held';
  }

  /** Whether a run is active. */
  get busy(): boolean {
    return isActive(this.state);
  }

  /**
   * Runs a scan and resolves with its footer, however it ended. The file is reserved before anything moves.
   *
   * @throws BeamtimeError `busy` while a run is active, `stopped` while STOP ALL is latched; nothing was begun then
   */
  async start(scan: Scan, facts: RunFacts): Promise<RunFooter> {
    const { devices } = this.#options;
    if (this.busy) {
      throw new BeamtimeError(
        'busy',
        `Run ${this.#run?.facts.number ?? ''} is active. Wait for its end, or abort it first.`,
      );
    }
    devices.latch.check('The scan');
    const computed = secondsOf(scan, devices);
    const run = new ActiveRun(scan, facts, {
      ...this.#options,
      onChanged: () => this.#changed.emit(),
    });
    this.#computedSeconds = computed;
    this.#pace = new Pace(scan.points, facts.expectedSeconds ?? computed);
    this.#run = run;
    this.#changed.emit();
    return run.run();
  }

  /** Pauses after the point; `now`: at once, and the point is repeated. @throws BeamtimeError `state` */
  pause({ now }: { now: boolean }): void {
    this.#measuring('pause').pause(now);
  }

  /** @throws BeamtimeError `state` */
  resume(): void {
    const run = this.#measuring('resume');
    if (run.phase === 'held') {
      throw new BeamtimeError(
        'state',
        `The run cannot go on yet, and does so by itself: ${run.hold.inWords()}`,
      );
    }
    if (!run.isPauseWanted) {
      throw new BeamtimeError(
        'state',
        'The run is not paused, so it cannot be resumed.',
      );
    }
    run.resume();
  }

  /** Ends the run here, on purpose; what was measured is kept. @throws BeamtimeError `state` */
  skip(): void {
    this.#measuring('skip').skip();
  }

  /**
   * Stops motors and detectors and closes everything; a second call does not wait for confirmations. With the code
   * `stopped` (STOP ALL) it is not an error that nothing runs.
   *
   * @throws BeamtimeError `state`
   */
  abort(why = new BeamtimeError('aborted', 'Aborted.')): void {
    if (!this.busy && why.code === 'stopped') return;
    this.#active('abort').abort(why);
  }

  /** The active run, or the last one; null before the first. Made when asked for. */
  get progress(): RunProgress | null {
    const run = this.#run;
    if (!run) return null;
    const { scan, facts, layout, footer, stopwatch } = run;
    return {
      number: facts.number,
      line: scan.line,
      title: scan.title,
      request: scan.request,
      who: facts.who,
      proposal: facts.proposal,
      sample: facts.sample,
      dataset: facts.dataset,
      state: run.state,
      phase: run.phase,
      phaseText: run.phaseText,
      point: run.recorded,
      points: scan.points,
      shape: [...scan.shape],
      isSnake: scan.isSnake,
      columns: [...layout.columns],
      leftOut: [...scan.leftOut],
      plot: layout.plot,
      percent: (100 * run.recorded) / scan.points,
      startedAt: stopwatch.startedAt,
      endsAt:
        run.state === 'running' && run.phase !== 'held'
          ? this.#endsAt(run)
          : null,
      endedAt: footer?.endedAt ?? null,
      endReason: footer?.endReason ?? null,
      message: footer?.message ?? run.ending.message,
      file: facts.file,
    };
  }

  /** The last run's times, if it went through: food for `learn`. */
  get timed(): TimedRun | null {
    const run = this.#run;
    if (run?.footer?.endReason !== 'finished') return null;
    return {
      scan: run.scan,
      computedSeconds: this.#computedSeconds,
      activeSeconds: run.stopwatch.lapSeconds,
      points: run.recorded,
    };
  }

  /** Calls back at every change of `progress`, up to many times a millisecond: coalesce before doing work. */
  onChanged(listener: () => void): () => void {
    return this.#changed.add(listener);
  }

  #active(verb: string): ActiveRun {
    if (this.#run && this.busy) return this.#run;
    throw new BeamtimeError(
      'state',
      `There is nothing to ${verb}: no run is active.`,
    );
  }

  /** The active run, if it has not come to its end yet. */
  #measuring(verb: string): ActiveRun {
    const run = this.#active(verb);
    if (run.phase !== 'cleaning up' && !run.isGoingBack) return run;
    throw new BeamtimeError(
      'state',
      `There is nothing left to ${verb}: the run is ending.`,
    );
  }

  #endsAt({ recorded, stopwatch }: ActiveRun): number {
    const seconds = this.#pace.remaining(
      recorded,
      stopwatch.lapSeconds,
      stopwatch.activeSeconds(),
    );
    return Math.round(this.#options.clock.now() + seconds * 1000);
  }
}
