import {
  isBeamtimeError,
  type ErrorCode,
  type Problem,
} from '../../contract/errors.ts';
import type { Run } from '../../contract/runs.ts';

/**
 * How a command ends, for scripts that call it: 0 all is well; 1 it was refused for the state of things, or failed, and
 * may work later as it was typed; 2 what was typed, or the beamline file, must be changed; 3 the run was aborted, or
 * Ctrl-C came before it began.
 */
export const exitCodes = {
  good: 0,
  failed: 1,
  badInput: 2,
  aborted: 3,
} as const;

/** A run that was skipped ended on purpose. Without its whole file none is good. */
export function exitCodeOfRun({ endReason, recorders }: Run): number {
  if (endReason === 'aborted') return exitCodes.aborted;
  const isGood = endReason === 'finished' || endReason === 'skipped';
  const isComplete = recorders.every(({ error }) => error === null);
  return isGood && isComplete ? exitCodes.good : exitCodes.failed;
}

/** What is wrong with what was typed or written; it stays wrong whatever the devices do. */
const inputCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'bad-input',
  'config',
  'unknown-device',
  'unit',
  'limit',
  'parameter',
  'selection',
]);

/** A scan with several problems is bad input if one of them is; else it is the state of things that forbids it. */
export function exitCodeOfProblems(problems: readonly Problem[]): number {
  return problems.some(({ code }) => inputCodes.has(code))
    ? exitCodes.badInput
    : exitCodes.failed;
}

/** 2 for what has to be typed or written otherwise; 1 for anything else that was refused or failed. */
export function exitCodeOfError(error: unknown): number {
  if (!isBeamtimeError(error)) return exitCodes.failed;
  if (error.code === 'aborted') return exitCodes.aborted;
  // A refused scan is `bad-input` as a whole, even if only a device is away.
  if (error.problems.length > 0) return exitCodeOfProblems(error.problems);
  return inputCodes.has(error.code) ? exitCodes.badInput : exitCodes.failed;
}
