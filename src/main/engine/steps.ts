import { setMaxListeners } from 'node:events';
import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { formatSeconds } from '../base/wait.ts';
import { Gather } from './gather.ts';
import { Watchdog } from './watchdog.ts';

/** What is told to stop may take this long to say that it stands. Longer than the patience of an axis. */
export const STOP_GRACE_MS = 10_000;

/** Parts of a step that have been started: one promise of a number per slot. */
export interface Started {
  readonly slots: readonly number[];
  readonly parts: readonly Promise<number>[];
}

/** Whom the steps tell. */
export interface StepsOptions {
  readonly clock: Clock;
  /** What the parts in these slots are expected to do, for `Waited 5 s for ...`. */
  readonly inWords: (slots: readonly number[]) => string;
  /** A part failed, or took too long, for a reason of its own. The other parts are being stopped. */
  readonly onFailure: (error: unknown) => void;
  /** Something more went wrong while things were being stopped. */
  readonly onAftermath: (sentence: string) => void;
}

/**
 * Steps of a run, one after the other: parts that work together, are stopped together, and are waited for together.
 * Every step has a timeout; an interrupted one ends when all its parts stand, or after a grace without them.
 */
export class Steps {
  readonly #options: StepsOptions;
  readonly #watchdog: Watchdog;
  readonly #gather = new Gather((error) => this.#onPartFailed(error));
  readonly #neverStood: number[] = [];
  #leg = newLeg();

  constructor(options: StepsOptions) {
    this.#options = options;
    this.#watchdog = new Watchdog(options.clock);
  }

  /** What parts are given: aborted when they are to stop. */
  get signal(): AbortSignal {
    return this.#leg.signal;
  }

  get isInterrupted(): boolean {
    return this.#leg.signal.aborted;
  }

  /** Why the steps were interrupted. */
  get reason(): unknown {
    const reason: unknown = this.#leg.signal.reason;
    return reason;
  }

  /** How long the present step has lasted, ms. */
  get elapsedMs(): number {
    return this.#watchdog.elapsedMs;
  }

  /** Slots of parts under way. */
  pending(): number[] {
    return this.#gather.pending();
  }

  /** After an interruption: steps can be made again. */
  renew(): void {
    if (!this.isInterrupted) return;
    this.#watchdog.rest();
    this.#leg = newLeg();
  }

  /** Waits for all parts; rejects when one fails or the steps are interrupted. */
  async wait(
    { slots, parts }: Started,
    values: number[],
    limitMs: () => number,
  ): Promise<void> {
    if (!this.isInterrupted) this.#watchdog.watch(limitMs, this.#onLate);
    try {
      await this.#gather.all(slots, parts, values);
    } finally {
      this.#watchdog.rest();
    }
    this.signal.throwIfAborted();
  }

  /** Stops what is under way; the step rejects once it stands. Only the first reason counts. */
  interrupt(reason: BeamtimeError): void {
    if (this.isInterrupted) return;
    this.#watchdog.watch(
      () => STOP_GRACE_MS,
      () => this.giveUp(),
    );
    this.#leg.abort(reason);
  }

  /** Waits no longer for what does not come to rest. */
  giveUp(): void {
    const left = this.#gather.release(this.signal.reason);
    this.#neverStood.push(...left);
  }

  /** Whether something never came to rest: no ground to go on from. */
  get hasGivenUp(): boolean {
    return this.#neverStood.length > 0;
  }

  /** Slots of parts that were given up, since the last time this was asked. */
  takeNeverStood(): number[] {
    return this.#neverStood.splice(0);
  }

  close(): void {
    this.#watchdog.close();
  }

  readonly #onLate = (limitMs: number): void => {
    const what = this.#options.inWords(this.pending());
    this.#onPartFailed(
      new BeamtimeError(
        'timeout',
        `Waited ${formatSeconds(limitMs)} for ${what}. Look at the device and its line, then start the scan again.`,
      ),
    );
  };

  #onPartFailed(error: unknown): void {
    if (!this.isInterrupted) {
      this.#options.onFailure(error);
      this.interrupt(
        isBeamtimeError(error)
          ? error
          : new BeamtimeError('internal', String(error), { cause: error }),
      );
    } else if (error !== this.signal.reason && !isObedience(error)) {
      this.#options.onAftermath(
        error instanceof Error ? error.message : String(error),
      );
    }
  }
}

/** A part that ends because it was told to is no news. */
function isObedience(error: unknown): boolean {
  return (
    isBeamtimeError(error, 'stopped', 'aborted') ||
    (error instanceof Error && error.name === 'AbortError')
  );
}

function newLeg(): AbortController {
  const leg = new AbortController();
  // Every part of every step listens to the same signal.
  setMaxListeners(0, leg.signal);
  return leg;
}
