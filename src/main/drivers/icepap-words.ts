import { BeamtimeError } from '../../contract/errors.ts';

/** A word of a reply that is a whole number: steps, or a status word such as `0x208013`. @throws BeamtimeError `protocol` */
export function wholeNumber(word: string | undefined, query: string): number {
  const value = Number(word);
  if (word !== undefined && Number.isInteger(value)) return value;
  throw new BeamtimeError(
    'protocol',
    `The IcePAP answered ${query} with "${word ?? ''}" instead of a whole number. Is the firmware a known one?`,
  );
}
