import { isDeepStrictEqual } from 'node:util';
import { BeamtimeError } from '../../contract/errors.ts';
import { lineKey } from '../config/shared-lines.ts';
import type { BeamlineInstrument, BeamlineLine } from '../config/types.ts';
import type { ToTry } from './to-try.ts';

/**
 * A line is opened once: what runs on it is asked over it, or else would be interrupted.
 *
 * @throws BeamtimeError `busy` when another instrument runs on the line, or this one with other settings
 */
export function assertSameLine(
  { instrument, index }: ToTry,
  line: BeamlineLine,
  running: BeamlineInstrument,
): void {
  const where = lineKey(line);
  const devices = running.driver
    .names(running.config)
    .map(({ name }) => name)
    .join(', ');
  if (running.index !== index) {
    throw new BeamtimeError(
      'busy',
      `${running.name} runs on the line ${where}, and ${devices} would be interrupted by trying another instrument there. Give this one a line of its own, add its devices to ${running.name}, or disable ${running.name} first.`,
    );
  }
  if (
    isDeepStrictEqual(running.line, line) &&
    running.driver === instrument.driver
  )
    return;
  throw new BeamtimeError(
    'busy',
    `${devices} would be interrupted: ${running.name} runs on the line ${where} with other settings. Disable ${running.name} first, test it here while it is disabled, and enable it again.`,
  );
}
