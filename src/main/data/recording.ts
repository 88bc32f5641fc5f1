import type { RecorderState } from '../../contract/runs.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { RunFooter } from '../engine/events.ts';
import type { Clock } from '../base/clock.ts';
import type { CreatedFile } from './journal-format.ts';
import type { RecorderThread } from './recorder-thread.ts';
import type { RecorderJob } from './recorder.ts';
import type { RunPoints } from './run-points.ts';

/** When points go to the recorder thread, and when the engine is held back for it. */
export interface RecordingOptions {
  readonly clock: Clock;
  /** A block goes out at this many points ... */
  readonly blockPoints: number;
  /** ... or after this time. */
  readonly blockMs: number;
  /** The engine waits when the file is this many points behind. */
  readonly holdPoints: number;
  /** A recorder that does not answer for this long is given up. */
  readonly timeoutMs: number;
  /** Called once, when it has failed. */
  readonly onFailed: (error: BeamtimeError) => void;
}

/** Blocks on their way; further points wait here and go out together, so that a slow disk gets larger blocks. */
const blocksUnderway = 2;
const largestBlock = 8192;

/** One data file of the running run, as the engine's thread sees it. */
export class Recording {
  readonly created: CreatedFile;
  readonly #thread: RecorderThread;
  readonly #job: RecorderJob;
  readonly #key: string;
  readonly #points: RunPoints;
  readonly #options: RecordingOptions;
  #sent = 0;
  #written = 0;
  #underway = 0;
  #error: BeamtimeError | undefined;
  #cancelTimer: (() => void) | undefined;
  #held: { promise: Promise<void>; release: () => void } | undefined;
  #idle: (() => void) | undefined;

  constructor(
    thread: RecorderThread,
    created: CreatedFile,
    job: RecorderJob,
    points: RunPoints,
    options: RecordingOptions,
  ) {
    this.#thread = thread;
    this.created = created;
    this.#job = job;
    this.#key = `${created.recorder} ${job.id}`;
    this.#points = points;
    this.#options = options;
  }

  get state(): RecorderState {
    return {
      name: this.created.recorder,
      written: this.#written,
      error: this.#error?.message ?? null,
    };
  }

  get error(): BeamtimeError | undefined {
    return this.#error;
  }

  /** Has the file laid out. @throws BeamtimeError `disk`, `disk-full`, `recorder` */
  async open(): Promise<void> {
    const { created } = this;
    await this.#thread.ask(
      { call: 'open', key: this.#key, created, job: this.#job },
      this.#options.timeoutMs,
      `the data file ${created.file} to be created`,
    );
  }

  /** Called after each point; a promise means that the file is too far behind. */
  advance(): Promise<void> | undefined {
    if (this.#error) return undefined;
    if (this.#points.count - this.#sent >= this.#options.blockPoints)
      this.#send();
    else
      this.#cancelTimer ??= this.#options.clock.after(
        this.#options.blockMs,
        () => {
          this.#cancelTimer = undefined;
          this.#send();
        },
      );
    if (this.#points.count - this.#written < this.#options.holdPoints)
      return undefined;
    return this.#hold();
  }

  /** Writes what is left and closes. @throws BeamtimeError why the file is not complete */
  async close(footer: RunFooter): Promise<void> {
    while (!this.#error && this.#written < this.#points.count) {
      this.#send();
      await new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
    }
    this.#stopTimer();
    if (this.#error) throw this.#error;
    await this.#thread.ask(
      { call: 'close', key: this.#key, footer },
      this.#options.timeoutMs,
      `the data file ${this.created.file} to be closed`,
    );
  }

  /** Has the file closed as it is. */
  async abandon(): Promise<void> {
    await this.#thread
      .ask(
        { call: 'abandon', key: this.#key },
        this.#options.timeoutMs,
        'the data file to be given up',
      )
      .catch(() => undefined);
  }

  /** Lets go without an end. */
  leave(): void {
    this.#error ??= new BeamtimeError('aborted', 'The station was closed.');
    this.#stopTimer();
    this.#release();
    this.#wake();
  }

  #send(): void {
    this.#stopTimer();
    const first = this.#sent;
    const count = Math.min(this.#points.count - first, largestBlock);
    if (this.#error || count === 0 || this.#underway >= blocksUnderway) return;
    const columns = this.#points.slice(first, first + count);
    if (!columns) {
      const text = 'The points to be written are no longer in memory.';
      this.#fail(new BeamtimeError('internal', text));
      return;
    }
    this.#sent += count;
    this.#underway += 1;
    this.#thread
      .ask(
        {
          call: 'write',
          key: this.#key,
          block: { first, count, columns },
        },
        this.#options.timeoutMs,
        `the data file ${this.created.file} to take ${String(count)} points`,
      )
      .then(
        () => {
          this.#underway -= 1;
          this.#written = first + count;
          this.#afterBlock();
        },
        (error: unknown) => {
          this.#underway -= 1;
          this.#fail(asError(error));
        },
      );
  }

  #afterBlock(): void {
    const behind = this.#points.count - this.#written;
    if (behind <= this.#options.holdPoints / 2) this.#release();
    if (this.#points.count - this.#sent >= this.#options.blockPoints)
      this.#send();
    this.#wake();
  }

  /** The run goes on: the journal has everything, and the file is made again from it. */
  #fail(error: BeamtimeError): void {
    if (this.#error) return;
    this.#error = error;
    this.#stopTimer();
    this.#release();
    this.#wake();
    void this.abandon();
    this.#options.onFailed(error);
  }

  #hold(): Promise<void> {
    if (!this.#held) {
      let release = () => {};
      const promise = new Promise<void>((resolve) => {
        release = resolve;
      });
      this.#held = { promise, release };
    }
    return this.#held.promise;
  }

  #release(): void {
    this.#held?.release();
    this.#held = undefined;
  }

  #wake(): void {
    this.#idle?.();
    this.#idle = undefined;
  }

  #stopTimer(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }
}

function asError(error: unknown): BeamtimeError {
  return error instanceof BeamtimeError
    ? error
    : new BeamtimeError('recorder', String(error), { cause: error });
}
