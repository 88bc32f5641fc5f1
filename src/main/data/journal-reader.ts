import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { RunFooter, RunHeader } from '../engine/events.ts';
import { diskError } from './disk-error.ts';
import { parseLine } from './journal-format.ts';
import type {
  CompleteFile,
  CreatedFile,
  JournalEntry,
} from './journal-format.ts';

/** An entry and where its line starts in the file. */
export interface PlacedEntry {
  readonly entry: JournalEntry;
  readonly offset: number;
}

/** What a journal says about its run, without the points. */
export interface JournalSummary {
  readonly header: RunHeader;
  readonly id: string;
  readonly created: readonly CreatedFile[];
  readonly footer: RunFooter | null;
  readonly complete: readonly CompleteFile[];
  /** Points in it. */
  readonly points: number;
  /** Length up to the end of the last whole line. */
  readonly bytes: number;
}

/** A block is read through in a few milliseconds, so that whatever else the thread does hardly waits. */
const blockBytes = 1 << 18;
const newline = 10;

/**
 * Reads a journal in blocks, from byte `from` (start of a line) on. Damaged lines and a torn last line are left out.
 *
 * @throws BeamtimeError `disk`
 */
export async function* readJournal(
  file: string,
  from = 0,
): AsyncGenerator<readonly PlacedEntry[]> {
  const handle = await openForReading(file);
  try {
    let rest = Buffer.alloc(0);
    let restAt = from;
    for (;;) {
      const { buffer, bytesRead } = await handle.read(
        Buffer.allocUnsafe(blockBytes),
        0,
        blockBytes,
        restAt + rest.length,
      );
      if (bytesRead === 0) return;
      const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const { entries, used } = entriesOf(bytes, restAt);
      yield entries;
      rest = bytes.subarray(used);
      restAt += used;
    }
  } finally {
    await handle.close();
  }
}

/**
 * Header, footer and marks of a journal. Reads its first and last part only, unless that is not enough.
 *
 * @returns undefined when the file has no intact header: its run never began
 * @throws BeamtimeError `disk`
 */
export async function summariseJournal(
  file: string,
): Promise<JournalSummary | undefined> {
  const handle = await openForReading(file);
  const { size } = await handle.stat().finally(() => handle.close());
  const collected = new SummaryBuilder();
  let read = 0;
  for await (const entries of readJournal(file)) {
    read += blockBytes;
    collected.add(entries);
    // Whatever comes before the points has been seen, and the middle holds points only.
    if (collected.hasPoints && read < size - 2 * blockBytes) break;
  }
  if (read < size) {
    for await (const entries of readJournal(
      file,
      await lineStart(file, size - blockBytes),
    ))
      collected.add(entries);
  }
  return collected.summary(await intactBytes(file, size));
}

class SummaryBuilder {
  #header: { header: RunHeader; id: string } | undefined;
  #footer: RunFooter | null = null;
  #points = 0;
  readonly #created: CreatedFile[] = [];
  readonly #complete: CompleteFile[] = [];

  get hasPoints(): boolean {
    return this.#points > 0;
  }

  add(entries: readonly PlacedEntry[]): void {
    for (const { entry } of entries) {
      if (entry.kind === 'point')
        this.#points = Math.max(this.#points, entry.index + 1);
      else if (entry.kind === 'header') this.#header = entry;
      else if (entry.kind === 'footer') this.#footer = entry.footer;
      else if (entry.kind === 'created') this.#created.push(entry.created);
      else this.#complete.push(entry.complete);
    }
  }

  summary(bytes: number): JournalSummary | undefined {
    return (
      this.#header && {
        header: this.#header.header,
        id: this.#header.id,
        created: this.#created,
        footer: this.#footer,
        complete: this.#complete,
        points: this.#points,
        bytes,
      }
    );
  }
}

function entriesOf(bytes: Buffer, at: number) {
  const entries: PlacedEntry[] = [];
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(newline, start);
    if (end < 0) return { entries, used: start };
    const entry = parseLine(bytes.toString('utf8', start, end));
    if (entry) entries.push({ entry, offset: at + start });
    start = end + 1;
  }
}

/** The first start of a line at or after `offset`. */
async function lineStart(file: string, offset: number): Promise<number> {
  const handle = await openForReading(file);
  try {
    const buffer = Buffer.alloc(blockBytes);
    const { bytesRead } = await handle.read(buffer, 0, blockBytes, offset);
    const end = buffer.subarray(0, bytesRead).indexOf(newline);
    return end < 0 ? 0 : offset + end + 1;
  } finally {
    await handle.close();
  }
}

/** Length up to and including the last line end. */
async function intactBytes(file: string, size: number): Promise<number> {
  const handle = await openForReading(file);
  try {
    for (let end = size; end > 0;) {
      const length = Math.min(blockBytes, end);
      const buffer = Buffer.alloc(length);
      await handle.read(buffer, 0, length, end - length);
      const last = buffer.lastIndexOf(newline);
      if (last >= 0) return end - length + last + 1;
      end -= length;
    }
    return 0;
  } finally {
    await handle.close();
  }
}

async function openForReading(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    throw diskError(error, `The journal ${file}`, 'read');
  }
}
