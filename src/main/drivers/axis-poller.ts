import { setImmediate as turn } from 'node:timers/promises';
import {
  BeamtimeError,
  isBeamtimeError,
  toReport,
} from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';

/** What a controller said of an axis: whether it moves, or why it could not be asked. */
export type AxisAnswer = boolean | BeamtimeError;

/** How a controller is asked. What is learned is kept in the axes themselves. */
export interface AxisReader<A> {
  readonly clock: Clock;
  /** Reads which of these move. A rejection is the answer of all of them. */
  readStates(axes: readonly A[]): Promise<ReadonlyMap<A, AxisAnswer>>;
  /** Left out where states and positions come in one reply. */
  readonly readPositions?: ((axes: readonly A[]) => Promise<void>) | undefined;
  /** The axes to look at from time to time while nothing moves. */
  atRest(): readonly A[];
  /** This one does not answer any more, though the line does. */
  onLost(axis: A, error: BeamtimeError): void;
}

interface Watch {
  readonly expectedEnd: number;
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: BeamtimeError) => void;
}

/** Positions of moving axes are read, and announced, this often. */
const SHOW_MS = 50;
const REST_MS = 1_000;
/** Polls that may fail one after the other before an axis counts as lost. */
const FAILURES = 3;

/**
 * Watches the axes of one line. Around the expected end of a move it asks as fast as the line answers, long before it
 * only as often as the position is shown, long after it every 10 ms.
 */
export class AxisPoller<A> {
  readonly #reader: AxisReader<A>;
  readonly #watches = new Map<A, Watch>();
  /** Failures of an axis, one after the other: how many, and the last. */
  readonly #failures = new Map<
    A,
    { readonly count: number; readonly error: BeamtimeError }
  >();
  #isRunning = false;
  #isClosed = true;
  #shownAt = 0;
  #wake = () => {};
  #cancelRest = () => {};

  constructor(reader: AxisReader<A>) {
    this.#reader = reader;
  }

  /** Begins to look at axes that rest. */
  start(): void {
    this.#isClosed = false;
    this.#failures.clear();
    this.#cancelRest();
    this.#rest();
  }

  /** The line is gone: whoever waits for an axis is told so. */
  stop(error: BeamtimeError): void {
    this.#isClosed = true;
    this.#cancelRest();
    this.#wake();
    for (const axis of [...this.#watches.keys()]) this.#fail(axis, error);
  }

  /** Why an axis could not be looked at last; null = it could. */
  trouble(axis: A): BeamtimeError | null {
    return this.#failures.get(axis)?.error ?? null;
  }

  /**
   * Resolves when the axis stands and its position has been read.
   *
   * @throws BeamtimeError `disconnected`, `timeout` when it does not answer any more
   */
  untilStanding(axis: A, expectedMs: number): Promise<void> {
    if (this.#isClosed) {
      return Promise.reject(
        new BeamtimeError(
          'disconnected',
          'There is no connection to the controller.',
        ),
      );
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const earlier = this.#watches.get(axis);
    if (earlier) promise.then(earlier.resolve, earlier.reject);
    const expectedEnd = this.#reader.clock.monotonic() + expectedMs;
    this.#watches.set(axis, { expectedEnd, promise, resolve, reject });
    if (this.#isRunning) this.#wake();
    else void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#watches.size > 0 && !this.#isClosed) {
        await this.#cycle();
        if (this.#watches.size === 0) break;
        const pauseMs = this.#pauseMs();
        // Even without a pause everybody else gets a turn: a line inside this process answers without one.
        await (pauseMs > 0 ? this.#pause(pauseMs) : turn());
      }
    } finally {
      this.#isRunning = false;
    }
  }

  async #cycle(): Promise<void> {
    const watched = new Map(this.#watches);
    const { clock } = this.#reader;
    const standing = await this.#look([...watched.keys()]);
    const isShowTime = clock.monotonic() - this.#shownAt >= SHOW_MS;
    const shown = isShowTime ? [...watched.keys()] : standing;
    if (isShowTime) this.#shownAt = clock.monotonic();
    if (!(await this.#readPositions(shown))) return;
    for (const axis of standing) {
      const watch = watched.get(axis);
      // A move that began during this cycle has a watch of its own, and is not over.
      if (!watch || this.#watches.get(axis) !== watch) continue;
      this.#watches.delete(axis);
      watch.resolve();
    }
  }

  /** Reads states; answers with the axes that stand. Failures are counted, and end the wait for an axis at last. */
  async #look(axes: readonly A[]): Promise<readonly A[]> {
    const answers = await this.#reader
      .readStates(axes)
      .catch((error: unknown) => {
        const failure = asFailure(error);
        return new Map<A, AxisAnswer>(axes.map((axis) => [axis, failure]));
      });
    const standing: A[] = [];
    for (const [axis, answer] of answers) {
      if (answer instanceof BeamtimeError) this.#count(axis, answer);
      else {
        // Where positions are asked for apart, one that can be read is the end of its troubles.
        if (!this.#reader.readPositions) this.#failures.delete(axis);
        if (!answer) standing.push(axis);
      }
    }
    return standing;
  }

  async #readPositions(axes: readonly A[]): Promise<boolean> {
    if (axes.length === 0 || !this.#reader.readPositions) return true;
    try {
      await this.#reader.readPositions(axes);
      for (const axis of axes) this.#failures.delete(axis);
      return true;
    } catch (error) {
      const [axis, ...others] = axes;
      // One that cannot be read must not count against the others.
      if (others.length > 0)
        for (const each of axes) await this.#readPositions([each]);
      else if (axis !== undefined) this.#count(axis, asFailure(error));
      return false;
    }
  }

  #count(axis: A, error: BeamtimeError): void {
    const failures = (this.#failures.get(axis)?.count ?? 0) + 1;
    this.#failures.set(axis, { count: failures, error });
    const isPassing = isBeamtimeError(error, 'timeout', 'stopped', 'protocol');
    if (isPassing && failures < FAILURES) return;
    this.#failures.delete(axis);
    this.#fail(axis, error);
    // The loss of the whole line is announced by its exchange.
    if (error.code !== 'disconnected') this.#reader.onLost(axis, error);
  }

  #fail(axis: A, error: BeamtimeError): void {
    const watch = this.#watches.get(axis);
    this.#watches.delete(axis);
    watch?.reject(error);
  }

  #pauseMs(): number {
    const now = this.#reader.clock.monotonic();
    let shortest = SHOW_MS;
    for (const { expectedEnd } of this.#watches.values()) {
      const toGo = expectedEnd - now;
      const pause =
        toGo > 4 ? toGo - 2 : toGo > -50 ? 0 : toGo > -1_000 ? 1 : 10;
      shortest = Math.min(shortest, pause);
    }
    return shortest;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#reader.clock.after(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  /** Axes are turned by hand, pushed, and moved by other programs: look from time to time. */
  #rest(): void {
    this.#cancelRest = this.#reader.clock.after(REST_MS, () => {
      void this.#lookAtRest().then(() => {
        if (!this.#isClosed) this.#rest();
      });
    });
  }

  async #lookAtRest(): Promise<void> {
    const axes = this.#reader
      .atRest()
      .filter((axis) => !this.#watches.has(axis));
    if (axes.length === 0) return;
    await this.#look(axes);
    await this.#readPositions(
      this.#reader.atRest().filter((axis) => axes.includes(axis)),
    );
  }
}

function asFailure(error: unknown): BeamtimeError {
  if (isBeamtimeError(error)) return error;
  const { code, message } = toReport(error);
  return new BeamtimeError(code, message, { cause: error });
}
