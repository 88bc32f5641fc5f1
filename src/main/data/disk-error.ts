import { BeamtimeError } from '../../contract/errors.ts';
import type { ErrorCode } from '../../contract/errors.ts';

/** The `code` of a Node error (`ENOSPC`), or undefined. */
export function errno(error: unknown): string | undefined {
  return error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

/**
 * Turns what the file system or the HDF5 library threw into a sentence.
 *
 * @param what subject of the sentence, with the path: `The journal /x/000007.jsonl`
 */
export function diskError(
  error: unknown,
  what: string,
  verb: 'written' | 'read' = 'written',
): BeamtimeError {
  if (error instanceof BeamtimeError) return error;
  const [code, why] = explain(error);
  return new BeamtimeError(code, `${what} could not be ${verb}: ${why}`, {
    cause: error,
  });
}

const reasons: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ['disk-full', 'the disk is full. Free some space, then try again.'],
  EDQUOT: [
    'disk-full',
    'the disk quota is used up. Free some space, then try again.',
  ],
  EROFS: [
    'disk',
    'the disk is read-only. Choose another folder or make it writable.',
  ],
  EACCES: [
    'disk',
    'there is no permission to write there. Choose another folder or change its permissions.',
  ],
  EPERM: [
    'disk',
    'there is no permission to write there. Choose another folder or change its permissions.',
  ],
  ENOENT: [
    'disk',
    'the folder is not there. Check that the disk is mounted, or choose another folder.',
  ],
  ENOTDIR: [
    'disk',
    'a part of its path is a file, not a folder. Choose another folder.',
  ],
  EEXIST: [
    'file-exists',
    'a file of that name is there already, and nothing is ever overwritten.',
  ],
  EIO: ['disk', 'the disk reports a fault. Check the disk or the network.'],
  ENAMETOOLONG: ['disk', 'its path is too long. Choose shorter names.'],
  EMFILE: ['disk', 'too many files are open. Restart Beamtime.'],
};

/** The system's words for some of these, as the HDF5 library passes them on. */
const hdf5Words = [
  [/no space|quota/i, reasons['ENOSPC']],
  [/no such file/i, reasons['ENOENT']],
  [/read-only/i, reasons['EROFS']],
  [/permission/i, reasons['EACCES']],
] as const;

function explain(error: unknown): readonly [ErrorCode, string] {
  const known = reasons[errno(error) ?? ''];
  if (known) return known;
  const text = error instanceof Error ? error.message : String(error);
  // The HDF5 library tells the system's reason only inside its stack of messages.
  const system = /error message = '([^']+)'/.exec(text)?.[1];
  const said = hdf5Words.find(([words]) => words.test(system ?? ''))?.[1];
  if (said) return said;
  if (system) return ['disk', `${system.toLowerCase()}.`];
  return ['disk', `${text.split('\n')[0] ?? text}.`];
}
