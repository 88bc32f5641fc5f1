import { BeamtimeError } from '../../contract/errors.ts';
import type { EndReason, RunStateName } from '../../contract/runs.ts';

/** What can happen to a run. */
export type RunEvent =
  'start' | 'pause' | 'resume' | 'finish' | 'abort' | 'fail';

const TRANSITIONS: Readonly<
  Record<RunStateName, Partial<Record<RunEvent, RunStateName>>>
> = {
  idle: { start: 'running' },
  running: {
    pause: 'paused',
    finish: 'finished',
    abort: 'aborted',
    fail: 'failed',
  },
  paused: {
    resume: 'running',
    finish: 'finished',
    abort: 'aborted',
    fail: 'failed',
  },
  aborted: { start: 'running' },
  failed: { start: 'running' },
  finished: { start: 'running' },
};

/** The state after an event; @throws BeamtimeError `transition` when the event cannot happen now. */
export function nextState(state: RunStateName, event: RunEvent): RunStateName {
  const next = TRANSITIONS[state][event];
  if (next) return next;
  throw new BeamtimeError(
    'transition',
    `A run that is ${state} cannot ${event}.`,
    { detail: { state, event } },
  );
}

/** Whether a run is under way: neither idle nor in a final state. */
export function isActive(state: RunStateName): boolean {
  return state === 'running' || state === 'paused';
}

/** The event that ends a run for a reason. */
export function endEvent(reason: EndReason): RunEvent {
  if (reason === 'aborted') return 'abort';
  return reason === 'finished' || reason === 'skipped' ? 'finish' : 'fail';
}
