import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { abortReason, formatSeconds, sleep } from '../base/wait.ts';
import type { Drive } from './drive.ts';

/** What a move needs of its motor. */
export interface MoveContext {
  readonly clock: Clock;
  readonly drive: Drive;
  readonly tolerance: number;
  readonly patienceMs?: number;
}

/** A stopped axis gets this long to stand before the move is given up. */
const STOP_PATIENCE_MS = 5_000;
/** A readback may drift into place for this long after the controller said done. */
const DRIFT_PATIENCE_MS = 1_000;

/** One move of one axis, from the request to standing: watched, timed, and stoppable at any time. */
export class Move {
  /** Where it goes, in words: `5.000 mm`, `its reference`. */
  readonly goal: string;
  readonly #name: string;
  readonly #context: MoveContext;
  readonly #controller = new AbortController();
  #reason: BeamtimeError | undefined;
  #giveUp: (reason: unknown) => void = () => {};
  #cancelPatience = () => {};
  #release = () => {};
  readonly #ended = Promise.withResolvers<void>();

  constructor(name: string, goal: string, context: MoveContext) {
    this.#name = name;
    this.goal = goal;
    this.#context = context;
  }

  /** Aborted when the move is withdrawn. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Stops the axis when the caller's signal is aborted. */
  obey(signal: AbortSignal | undefined): void {
    if (!signal) return;
    if (signal.aborted) throw abortReason(signal);
    const onAbort = () => this.#halt(abortReason(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    this.#release = () => signal.removeEventListener('abort', onAbort);
  }

  /** Travels to `dial`; resolves where the axis stands. Stops it and rejects with `timeout` when it takes far too long. */
  leg(dial: number, expectedMs: number): Promise<number> {
    const { drive, patienceMs = 5_000 } = this.#context;
    const limitMs = expectedMs * 1.5 + patienceMs;
    return this.#travel(
      () => drive.go(dial, expectedMs, this.signal),
      limitMs,
      `though the way takes ${formatSeconds(expectedMs)}. It was told to stop; look for a blocked axis or a velocity that is not what the beamline file says.`,
    );
  }

  /** Looks for the reference; resolves where the axis stands then. */
  search(
    home: (signal: AbortSignal) => Promise<number>,
    limitMs: number,
  ): Promise<number> {
    return this.#travel(
      () => home(this.signal),
      limitMs,
      'looking for its reference. It was told to stop; look for a switch that does not work, or give it more time in the beamline file (homeTimeout).',
    );
  }

  async #travel(
    start: () => Promise<number>,
    limitMs: number,
    hint: string,
  ): Promise<number> {
    this.#assertWanted();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    this.#giveUp = reject;
    const cancel = this.#context.clock.after(limitMs, () => {
      const trouble = this.#context.drive.trouble?.() ?? null;
      this.#halt(
        new BeamtimeError(
          'timeout',
          trouble === null
            ? `${this.#name} was still moving after ${formatSeconds(limitMs)}, ${hint}`
            : `Whether ${this.#name} still moves could not be read for ${formatSeconds(limitMs)}: ${trouble} It was told to stop.`,
        ),
      );
    });
    start().then(resolve, reject);
    try {
      const reached = await promise;
      this.#assertWanted();
      return reached;
    } catch (error) {
      this.#assertWanted();
      // Nobody knows whether it stands, and nobody watches it any more: it must not drive on.
      if (isOutOfSight(error)) this.#tellToStop();
      throw error;
    } finally {
      cancel();
    }
  }

  /** Gives a readback that is not yet in tolerance a moment to drift into place. */
  async untilInPosition(dial: number, target: number): Promise<number> {
    const { clock, drive } = this.#context;
    const end = clock.monotonic() + DRIFT_PATIENCE_MS;
    let reached = dial;
    while (!this.isInPosition(reached, target) && clock.monotonic() < end) {
      await sleep(clock, 5, this.signal);
      reached = await drive.read(this.signal);
    }
    return reached;
  }

  isInPosition(dial: number, target: number): boolean {
    return Math.abs(dial - target) <= this.#context.tolerance * (1 + 1e-9);
  }

  /** The axis is being stopped by somebody else: reject with this reason once it stands. */
  withdraw(reason: BeamtimeError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#cancelPatience = this.#context.clock.after(STOP_PATIENCE_MS, () =>
      this.#giveUp(reason),
    );
    this.#controller.abort(reason);
  }

  /** Resolves when the move is over, however it ended. */
  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  end(): void {
    this.#ended.resolve();
    this.#release();
    this.#cancelPatience();
  }

  /** @throws the reason why the move was withdrawn, if it was */
  #assertWanted(): void {
    if (this.#reason) throw this.#reason;
  }

  #halt(reason: BeamtimeError): void {
    if (this.#reason) return;
    this.withdraw(reason);
    // How the stop went is seen in how the leg ends.
    this.#tellToStop();
  }

  #tellToStop(): void {
    this.#context.drive.stop().catch(() => {});
  }
}

/** Whether an error leaves open what the axis does now: all but those with which a controller refuses or explains. */
export function isOutOfSight(error: unknown): boolean {
  return (
    !isBeamtimeError(error) ||
    isBeamtimeError(error, 'timeout', 'disconnected', 'protocol', 'internal')
  );
}
