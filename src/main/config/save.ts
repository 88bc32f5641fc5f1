import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import { hashOf, type EditedFile, type EditPlan } from './edit.ts';

/** The previous version of a file, beside it. */
export const backupOf = (file: string) => `${file}.bak`;

/**
 * Writes what an edit changes. Each file is replaced as a whole, so that nobody ever reads half of one; its previous
 * version stays beside it (`.bak`), that of the edit before is replaced. With several files, all are looked at before the
 * first is written.
 *
 * @throws BeamtimeError `state` when a file was changed on the disk since it was read: nothing is written;
 * `disk` when a file may only be read or writing fails: the file is what it was
 */
export function saveEdit({ files }: Pick<EditPlan, 'files'>): void {
  for (const file of files) {
    refuseChanged(file);
    refuseReadOnly(file);
  }
  for (const one of files) {
    const { file, before, after } = one;
    const mode = statSync(file).mode & 0o777;
    replace(backupOf(file), before, mode);
    replace(file, after, mode, () => refuseChanged(one));
  }
}

function refuseChanged({ file, hash }: EditedFile): void {
  let now: string | undefined;
  try {
    now = readFileSync(file, 'utf8');
  } catch {
    // Gone is changed, too.
  }
  if (now === undefined || hashOf(now) !== hash) {
    throw new BeamtimeError(
      'state',
      `${path.basename(file)} was changed on the disk meanwhile. Nothing was written; look at it as it is now, and make your change again.`,
      { detail: { file } },
    );
  }
}

/** It would be replaced all the same where its folder may be written. */
function refuseReadOnly({ file }: EditedFile): void {
  try {
    accessSync(file, constants.W_OK);
    // To root everything is allowed; who took the leave to write away meant something by it.
    if ((statSync(file).mode & 0o222) !== 0) return;
  } catch {
    // Not for this user.
  }
  throw new BeamtimeError(
    'disk',
    `${path.basename(file)} may only be read, so nothing was written. Give leave to write to it first.`,
    { detail: { file } },
  );
}

/** Puts a text in the place of a file, in one step that survives a loss of power. */
function replace(
  file: string,
  text: string,
  mode: number,
  lastLook: () => void = () => undefined,
): void {
  const part = `${file}.${process.pid}.part`;
  try {
    const fd = openSync(part, 'w', mode);
    try {
      fchmodSync(fd, mode);
      writeFileSync(fd, text);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    lastLook();
    renameSync(part, file);
    syncFolder(path.dirname(file));
  } catch (cause) {
    rmSync(part, { force: true });
    if (cause instanceof BeamtimeError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BeamtimeError(
      'disk',
      `${path.basename(file)} could not be written: ${why}. It is what it was; see that its folder may be written and has space.`,
      { cause, detail: { file } },
    );
  }
}

function syncFolder(folder: string): void {
  // Windows cannot, and does without.
  if (process.platform === 'win32') return;
  const fd = openSync(folder, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
