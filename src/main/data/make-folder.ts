import { mkdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errno } from './disk-error.ts';

// Node's own `recursive` never comes back where the system answers ENOENT although the parent is there, as
// /proc and automounted folders do.

/** Makes a folder and those above it. One that is there is fine. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (isThere(error, folder)) return;
    await makeFolder(dirname(folder));
    await mkdir(folder).catch(ignoreExisting);
  }
}

/** As `makeFolder`, at once. */
export function makeFolderSync(folder: string): void {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (isThere(error, folder)) return;
    makeFolderSync(dirname(folder));
    try {
      mkdirSync(folder);
    } catch (second) {
      ignoreExisting(second);
    }
  }
}

/** @throws the error, unless the folder is there, or may be made once its parent is */
function isThere(error: unknown, folder: string): boolean {
  const code = errno(error);
  if (code === 'EEXIST') return true;
  if (code === 'ENOENT' && dirname(folder) !== folder) return false;
  throw error;
}

function ignoreExisting(error: unknown): void {
  if (errno(error) !== 'EEXIST') throw error;
}
