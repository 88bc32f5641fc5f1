import type { PointBlock } from '../../contract/runs.ts';
import { readJournal } from './journal-reader.ts';

type Columns = Float64Array<ArrayBuffer>[];

const chunkPoints = 8192;
/** About half a million points a run stay in memory; the others are read from the journal when asked for. */
const usuallyKept = 64;

/**
 * The points of one run for whoever asks: the newest from memory, older ones from the journal.
 * Memory stays the same however long the run is.
 */
export class RunPoints {
  readonly run: number;
  readonly journal: string;
  readonly #width: number;
  readonly #chunksKept: number;
  readonly #chunks = new Map<number, Columns>();
  /** Where in the journal each chunk starts. */
  readonly #offsets: number[] = [];
  #count = 0;

  /** @param chunksKept how many times 8192 points stay in memory */
  constructor(
    run: number,
    columns: number,
    journal: string,
    chunksKept = usuallyKept,
  ) {
    this.#chunksKept = chunksKept;
    this.run = run;
    this.#width = columns;
    this.journal = journal;
  }

  get count(): number {
    return this.#count;
  }

  /** Adds the next point; `offset`: where its line starts in the journal. */
  push(values: readonly number[], offset: number): void {
    const at = this.#count % chunkPoints;
    const key = (this.#count - at) / chunkPoints;
    if (at === 0) this.#addChunk(key, offset);
    const chunk = this.#chunks.get(key);
    if (chunk) {
      for (let i = 0; i < chunk.length; i++) {
        const column = chunk[i];
        if (column) column[at] = values[i] ?? NaN;
      }
    }
    this.#count += 1;
  }

  /** Points `from` to `to - 1` out of memory; undefined when they are not all there. */
  slice(from: number, to: number): Columns | undefined {
    const columns = this.#emptyColumns(to - from);
    for (let at = from; at < to;) {
      const key = Math.floor(at / chunkPoints);
      const chunk = this.#chunks.get(key);
      if (!chunk) return undefined;
      const start = key * chunkPoints;
      const end = Math.min(to, start + chunkPoints);
      chunk.forEach((values, i) => {
        columns[i]?.set(values.subarray(at - start, end - start), at - from);
      });
      at = end;
    }
    return columns;
  }

  /**
   * Points from `from` on, at most `limit`.
   *
   * @throws BeamtimeError `disk` when they are no longer in memory and the journal cannot be read
   */
  async block(from: number, limit: number): Promise<PointBlock> {
    const first = Math.min(from, this.#count);
    const count = Math.min(limit, this.#count - first);
    const columns =
      this.slice(first, first + count) ?? (await this.#read(first, count));
    return { run: this.run, first, count, columns };
  }

  /** Takes in a journal that was written before. */
  async load(): Promise<void> {
    for await (const entries of readJournal(this.journal)) {
      for (const { entry, offset } of entries) {
        if (entry.kind === 'point' && entry.index === this.#count)
          this.push(entry.values, offset);
      }
    }
  }

  async #read(first: number, count: number): Promise<Columns> {
    const columns = this.#emptyColumns(count);
    const offset = this.#offsets[Math.floor(first / chunkPoints)] ?? 0;
    for await (const entries of readJournal(this.journal, offset)) {
      for (const { entry } of entries) {
        if (entry.kind !== 'point') continue;
        const at = entry.index - first;
        if (at >= count) return columns;
        if (at >= 0)
          columns.forEach((column, i) => {
            column[at] = entry.values[i] ?? NaN;
          });
      }
    }
    return columns;
  }

  #addChunk(key: number, offset: number): void {
    this.#offsets[key] = offset;
    this.#chunks.delete(key - this.#chunksKept);
    this.#chunks.set(key, this.#emptyColumns(chunkPoints));
  }

  #emptyColumns(length: number): Columns {
    return Array.from({ length: this.#width }, () => new Float64Array(length));
  }
}
