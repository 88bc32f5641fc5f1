import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from './clock.ts';

/** What a wait needs to know: how long, on which clock, what for, and what may end it early. */
export interface WaitOptions {
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** Goes into the sentence `Waited 5 s for ...`. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
}

/** The error a signal was aborted with, as one of ours. */
export function abortReason(signal: AbortSignal): BeamtimeError {
  return signal.reason instanceof BeamtimeError
    ? signal.reason
    : new BeamtimeError('aborted', 'Stopped on request.', {
        cause: signal.reason,
      });
}

/**
 * Waits for a promise, at most `timeoutMs`, and no longer than the signal allows.
 *
 * @throws BeamtimeError `timeout` after the time, or the signal's reason when it is aborted
 */
export function within<T>(
  promise: Promise<T>,
  options: WaitOptions,
): Promise<T> {
  const { clock, timeoutMs, what, signal } = options;
  return new Promise<T>((resolve, reject) => {
    if (signal?.aborted) {
      promise.catch(() => undefined);
      reject(abortReason(signal));
      return;
    }
    const cancel = clock.after(timeoutMs, () => {
      signal?.removeEventListener('abort', onAbort);
      reject(
        new BeamtimeError(
          'timeout',
          `Waited ${formatSeconds(timeoutMs)} for ${what}.`,
        ),
      );
    });
    function onAbort() {
      cancel();
      if (signal) reject(abortReason(signal));
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    promise.then(
      (value) => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- passed on as it came
        reject(error);
      },
    );
  });
}

/** Sleeps on the clock; ends early with the signal's reason. */
export function sleep(
  clock: Clock,
  ms: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortReason(signal));
      return;
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    function onAbort() {
      cancel();
      if (signal) reject(abortReason(signal));
    }
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** `250` -> `0.25 s`, `90000` -> `90 s`. */
export function formatSeconds(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds >= 10 ? seconds.toFixed(0) : String(Number(seconds.toPrecision(2)))} s`;
}
