import { randomUUID } from 'node:crypto';
import { rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import { diskError, errno } from './disk-error.ts';
import { makeFolder } from './make-folder.ts';

/** A share that has gone away answers nothing at all. */
const PATIENCE_MS = 10_000;

/**
 * Tries whether runs can be recorded in a folder, which need not be there yet; no trace is left.
 *
 * @returns what is in the way: `disk`, `disk-full`, `timeout`; undefined = nothing
 */
export async function whyNotRecorded(
  folder: string,
  clock: Clock,
): Promise<BeamtimeError | undefined> {
  const what = `The data folder ${folder}`;
  try {
    await within(tryOut(folder), {
      clock,
      timeoutMs: PATIENCE_MS,
      what: `the data folder ${folder} to answer`,
    });
    return undefined;
  } catch (cause) {
    const { code, message } = diskError(cause, what);
    return new BeamtimeError(code, `Runs cannot be recorded: ${message}`, {
      cause,
    });
  }
}

async function tryOut(folder: string): Promise<void> {
  const missing = await missingFolders(folder);
  const probe = path.join(folder, `.beamtime-${randomUUID()}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, 'x', { flag: 'wx' });
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
    // What somebody has put something into meanwhile is not empty, and stays.
    for (const made of missing) await rmdir(made).catch(() => undefined);
  }
}

/** The folder and those above it, as far as they are not there; the deepest first. */
async function missingFolders(folder: string): Promise<string[]> {
  try {
    await stat(folder);
    return [];
  } catch (error) {
    const above = path.dirname(folder);
    if (errno(error) !== 'ENOENT' || above === folder) return [];
    return [folder, ...(await missingFolders(above))];
  }
}
