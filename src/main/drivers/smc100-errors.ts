import { BeamtimeError, type ErrorCode } from '../../contract/errors.ts';

/** The letter of `TE` that says that nothing was refused. */
export const NO_ERROR = '@';

/** A refused command, by the letter that `TE` gives. `told` are the controller's own words for a letter that is not known here. */
export function smc100Refusal(
  letter: string,
  command: string,
  address: string,
  told?: string,
): BeamtimeError {
  const words = LETTERS[letter] ?? told ?? `error ${letter} of its manual`;
  return new BeamtimeError(
    CODES[letter] ?? 'device',
    `The SMC100 at ${address} refused "${command}": ${words}.`,
    { detail: { command, letter } },
  );
}

/** Whether the letter is one that is explained here. */
export function isKnownLetter(letter: string): boolean {
  return Object.hasOwn(LETTERS, letter);
}

/** Letters of `TE` (Newport SMC100CC/PP user's manual, list of errors). */
const LETTERS: Readonly<Record<string, string>> = {
  A: 'it does not know this command',
  B: 'the address is not right',
  C: 'a value is missing or out of its range',
  D: 'it does not do this now',
  E: 'it is looking for its reference already',
  F: 'it does not know this stage',
  G: 'the way leads out of the limits that the controller keeps',
  H: 'it has not found its reference; find that first (home)',
  I: 'it is being configured; leave the configuration first',
  J: 'its power is off; switch it on first',
  K: 'it does not do this while it is ready to move',
  L: 'it is looking for its reference; wait, or stop it',
  M: 'it is moving; wait, or stop it',
  N: 'it would stand outside of these limits',
  S: 'the line to it took too long',
  U: 'its memory for settings fails',
  V: 'it failed while it carried the command out',
  W: 'the stepping motor version (PP) does not have this command',
  X: 'the DC motor version (CC) does not have this command',
};

/** What the letters mean for who asked; the others are failures of the device. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  G: 'limit',
  N: 'limit',
  D: 'state',
  E: 'state',
  H: 'state',
  I: 'state',
  J: 'state',
  K: 'state',
  L: 'state',
  M: 'state',
};
