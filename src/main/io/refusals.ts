import { BeamtimeError } from '../../contract/errors.ts';
import { formatSeconds } from '../base/wait.ts';

/** No reply came in time. */
export function unanswered(
  address: string,
  request: string,
  limitMs: number,
  received: string,
): BeamtimeError {
  return new BeamtimeError(
    'timeout',
    `${address} did not answer "${request}" within ${formatSeconds(limitMs)}. Is the instrument on, and is it the one the beamline file says?`,
    { detail: { request, received } },
  );
}

/** A stop went out over a request. */
export function overtaken(address: string, request: string): BeamtimeError {
  return new BeamtimeError(
    'stopped',
    `A stop was sent on ${address} before "${request}" was answered.`,
  );
}

/** More came than any reply is long. */
export function endless(
  address: string,
  request: string,
  bytes: number,
): BeamtimeError {
  return new BeamtimeError(
    'protocol',
    `${address} sent ${String(bytes)} bytes after "${request}" and no end of a reply. Is it the instrument that the beamline file says, and is its line set to the same speed?`,
    { detail: { request } },
  );
}
