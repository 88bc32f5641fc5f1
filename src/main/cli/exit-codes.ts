import type { EndReason } from '../../contract/runs.ts';
import { isBeamtimeError } from '../../contract/errors.ts';

/** How the command ends, for scripts that call it. */
export const exitCodes = {
  good: 0,
  failed: 1,
  badInput: 2,
  aborted: 3,
} as const;

/** A run that was skipped ended on purpose, with a complete file. */
export function exitCodeOfRun(endReason: EndReason): number {
  switch (endReason) {
    case 'finished':
    case 'skipped':
      return exitCodes.good;
    case 'aborted':
      return exitCodes.aborted;
    case 'failed':
    case 'cut short':
      return exitCodes.failed;
  }
}

/** Something typed or written wrongly is 2, anything else that was refused or failed is 1. */
export function exitCodeOfError(error: unknown): number {
  if (isBeamtimeError(error, 'aborted')) return exitCodes.aborted;
  return isBeamtimeError(
    error,
    'bad-input',
    'config',
    'unknown-device',
    'unit',
    'limit',
    'parameter',
    'selection',
  )
    ? exitCodes.badInput
    : exitCodes.failed;
}
