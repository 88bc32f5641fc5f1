import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { diskError, errno } from './disk-error.ts';
import { readJournal } from './journal-reader.ts';
import type { RebuildJob } from './recorder-messages.ts';
import type { Recorder, RecorderFile } from './recorder.ts';
import { findRecorder } from './recorders/index.ts';
import { makeFolderSync } from './make-folder.ts';

const blockPoints = 8192;

/**
 * Makes the whole data file of a run again from its journal: under a temporary name first, then in place of our
 * own unfinished file. A file that is not ours is never touched; ours then gets a name beside it.
 *
 * @returns where the file is
 * @throws BeamtimeError `disk`, `disk-full`
 */
export async function rebuildFile(rebuild: RebuildJob): Promise<string> {
  const { job } = rebuild;
  try {
    const recorder = findRecorder(rebuild.recorder);
    makeFolderSync(dirname(job.file));
    const file = await freeName(recorder, rebuild);
    const unfinished = `${file}.${job.id.slice(0, 8)}.part`;
    rmSync(unfinished, { force: true });
    closeSync(openSync(unfinished, 'wx'));
    try {
      await writeAll(recorder, rebuild, file, unfinished);
      forceToDisk(unfinished);
      putInPlace(unfinished, file, await isOurs(recorder, rebuild, file));
    } finally {
      rmSync(unfinished, { force: true });
    }
    return file;
  } catch (error) {
    throw diskError(error, `The data file ${job.file}`);
  }
}

async function writeAll(
  recorder: Recorder,
  { journal, job, footer }: RebuildJob,
  file: string,
  unfinished: string,
): Promise<void> {
  const header = { ...job.header, file };
  const open = await recorder.open({ ...job, header, file: unfinished });
  try {
    const blocks = new BlockBuilder(open, header.columns.length);
    for await (const entries of readJournal(journal)) {
      for (const { entry } of entries) {
        if (entry.kind === 'point' && entry.index < header.points)
          blocks.add(entry.index, entry.values);
      }
    }
    blocks.write();
    open.close(footer);
  } catch (error) {
    open.abandon();
    throw error;
  }
}

/** Collects consecutive points. */
class BlockBuilder {
  readonly #file: RecorderFile;
  readonly #columns: Float64Array[];
  #first = 0;
  #count = 0;

  constructor(file: RecorderFile, columns: number) {
    this.#file = file;
    this.#columns = Array.from(
      { length: columns },
      () => new Float64Array(blockPoints),
    );
  }

  add(index: number, values: readonly number[]): void {
    const isNext = index === this.#first + this.#count;
    if (!isNext || this.#count === blockPoints) this.write();
    if (this.#count === 0) this.#first = index;
    this.#columns.forEach((column, i) => {
      column[this.#count] = values[i] ?? NaN;
    });
    this.#count += 1;
  }

  write(): void {
    if (this.#count > 0) {
      const count = this.#count;
      const columns = this.#columns.map((column) => column.slice(0, count));
      this.#file.write({ first: this.#first, count, columns });
    }
    this.#count = 0;
  }
}

/** The wanted name, or one beside it when somebody else's file has it. */
async function freeName(
  recorder: Recorder,
  rebuild: RebuildJob,
): Promise<string> {
  const wanted = rebuild.job.file;
  const stem = wanted.slice(0, -(recorder.extension.length + 1));
  let file = wanted;
  for (let i = 1; ; i++) {
    if (!existsSync(file) || (await isOurs(recorder, rebuild, file)))
      return file;
    const again = i === 1 ? '' : `_${String(i)}`;
    file = `${stem}_recovered${again}.${recorder.extension}`;
  }
}

/** Whether a file is there and is this run's: it carries the run's id, or is the very file we created, or is empty. */
async function isOurs(
  recorder: Recorder,
  { job, created }: RebuildJob,
  file: string,
): Promise<boolean> {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (!found) return false;
  const id = await recorder.identify(file);
  if (id !== undefined) return id === job.id;
  const isTheVeryFile = created.some(
    (mark) =>
      mark.file === file &&
      mark.inode === String(found.ino) &&
      mark.device === String(found.dev) &&
      mark.born === String(found.birthtimeNs),
  );
  return isTheVeryFile || found.size === 0n;
}

function putInPlace(from: string, to: string, isReplacing: boolean): void {
  if (isReplacing) {
    renameSync(from, to);
    return;
  }
  try {
    // Unlike a rename, a link never replaces what came there meanwhile.
    linkSync(from, to);
  } catch (error) {
    const canLink = !['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(
      errno(error) ?? '',
    );
    if (canLink || existsSync(to)) throw error;
    renameSync(from, to);
  }
}

function forceToDisk(file: string): void {
  const fd = openSync(file, 'r+');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
