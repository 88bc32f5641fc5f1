import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';

/** Gives the text of a file. @throws BeamtimeError `config` when it cannot be read */
export type ReadText = (file: string) => string;

/** Reads a beamline file from the disk. @throws BeamtimeError `config` with the reason */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BeamtimeError(
      'config',
      `The beamline file ${file} could not be read: ${whyUnreadable(cause)}.`,
      { detail: { file }, cause },
    );
  }
}

/** Why a file cannot be read, in a few words. */
export function whyUnreadable(cause: unknown): string {
  const code =
    cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return (
    {
      ENOENT: 'there is no such file',
      EACCES: 'reading it is not permitted',
      EISDIR: 'it is a folder',
    }[code] ?? String(cause)
  );
}

/** The whole path of a file, links followed: two ways to one file are one file. */
export function identityOf(file: string): string {
  const whole = path.resolve(file);
  try {
    return realpathSync(whole);
  } catch {
    return whole;
  }
}
