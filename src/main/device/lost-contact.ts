import { isBeamtimeError } from '../../contract/errors.ts';

/**
 * Whether an error says that a device could not be talked to, which another try may mend: its line is gone, or a
 * request (which such an error names in its detail) got no reply. What a device refuses, or does too slowly, is not.
 */
export function isLostContact(error: unknown): boolean {
  return (
    isBeamtimeError(error, 'disconnected') ||
    (isBeamtimeError(error, 'timeout') && 'request' in error.detail)
  );
}
