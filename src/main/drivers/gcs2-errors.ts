import { BeamtimeError, type ErrorCode } from '../../contract/errors.ts';

/** Codes of `ERR?` that mean something to the driver. */
export const GCS = {
  none: 0,
  unknownCommand: 2,
  stopped: 10,
  starting: 63,
} as const;

/** What a code of `ERR?` means, in words that follow a colon. */
export function gcsErrorInWords(code: number): string {
  return WORDS[code] ?? `error ${code} of the list in its manual`;
}

/** Whether a code can come of a motion that was under way, not only of a command that was refused. */
export function isOfMotion(code: number): boolean {
  return OF_MOTION.has(code);
}

/** A command that the controller refused with a code of `ERR?`. */
export function gcsRefusal(
  code: number,
  command: string,
  address: string,
): BeamtimeError {
  return new BeamtimeError(
    CODES[code] ?? 'device',
    `The PI controller at ${address} refused "${command}": ${gcsErrorInWords(code)}.`,
    { detail: { command, code } },
  );
}

const OF_MOTION: ReadonlySet<number> = new Set([GCS.stopped, 45, 49, -1024]);

/** What the codes mean for who asked; the others are failures of the device. */
const CODES: Readonly<Record<number, ErrorCode>> = {
  5: 'state',
  7: 'limit',
  10: 'stopped',
  27: 'limit',
  42: 'limit',
  43: 'state',
  50: 'state',
  51: 'state',
  53: 'state',
  61: 'state',
  63: 'state',
  73: 'state',
  88: 'state',
};

/** Codes of `ERR?` (PI GCS 2 commands, list of controller and interface errors). */
const WORDS: Readonly<Record<number, string>> = {
  0: 'no error',
  1: 'a value is written wrongly',
  2: 'it does not know this command',
  3: 'the command is too long',
  4: 'the command could not be read',
  5: 'its reference is not known, or its servo is off; find the reference (home) or switch its power on',
  6: 'the value is not one for SGA',
  7: 'the position is out of the limits that the controller keeps',
  8: 'the velocity is out of its range',
  10: 'it was stopped by a command',
  15: 'there is no axis of this name',
  16: 'it does not know this stage',
  17: 'a value is out of its range',
  20: 'there is no such macro',
  21: 'the axis has no brake',
  22: 'an axis was named twice',
  23: 'the axis does not allow this',
  24: 'the number of values is wrong',
  25: 'a number is written wrongly',
  26: 'a value is missing',
  27: 'the limit is out of its range',
  31: 'the axis has no reference switch',
  32: 'the axis has no limit switch',
  34: 'the stage does not do this',
  41: 'the axis follows another one and cannot be its own master',
  42: 'an axis that follows this one would leave its limits',
  43: 'the axis follows another one and is not moved by itself',
  45: 'the reference was not found',
  49: 'the limit switch was not found',
  50: 'finding the reference is switched off (RON)',
  51: 'the joystick has the axis; let it go first',
  52: 'it noticed an error on the line',
  53: 'it is still moving',
  54: 'it does not know this parameter',
  60: 'the parameter is protected',
  61: 'its autozero is running',
  63: 'it is still starting',
  64: 'the parameter can only be read',
  66: 'the voltage is out of its range',
  73: 'its wave generator is running',
  88: 'this is not done while moves need a reference (RON)',
  200: 'no stage is connected to the axis',
  [-1001]: 'there is no axis of this name',
  [-1024]:
    'the load did not follow (position error too large), and the servo switched itself off',
};
