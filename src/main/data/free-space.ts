import { statfs } from 'node:fs/promises';
import { BeamtimeError } from '../../contract/errors.ts';
import { diskError } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';

/** Below `refuseBytes` (beyond what the run itself needs) no run starts; below `warnBytes` it is said. */
export interface SpaceLimits {
  readonly refuseBytes: number;
  readonly warnBytes: number;
}

/** Free bytes on the disk of a folder. */
export type FreeBytes = (folder: string) => Promise<number>;

export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Makes a folder and checks that there is room in it.
 *
 * @returns a warning when there is little room, else null
 * @throws BeamtimeError `disk`, `disk-full`
 */
export async function prepareFolder(
  folder: string,
  neededBytes: number,
  limits: SpaceLimits,
  freeBytes: FreeBytes,
): Promise<string | null> {
  let free: number;
  try {
    await makeFolder(folder);
    free = await freeBytes(folder);
  } catch (error) {
    throw diskError(error, `The folder ${folder}`);
  }
  const left = free - neededBytes;
  if (left < limits.refuseBytes)
    throw new BeamtimeError(
      'disk-full',
      `The disk of ${folder} has ${megabytes(free)} free; the scan needs ${megabytes(neededBytes)} ` +
        `and ${megabytes(limits.refuseBytes)} must stay free. Free some space, or choose another folder.`,
      { detail: { folder, free, needed: neededBytes } },
    );
  if (left >= limits.warnBytes) return null;
  return `The disk of ${folder} is nearly full: ${megabytes(free)} free. Free some space soon.`;
}

function megabytes(bytes: number): string {
  return bytes >= 1e9
    ? `${(bytes / 1e9).toFixed(1)} GB`
    : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
