import {
  closeSync,
  fdatasync,
  fdatasyncSync,
  ftruncateSync,
  openSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { RunFooter, RunHeader } from '../engine/events.ts';
import { diskError } from './disk-error.ts';
import {
  completeLine,
  createdLine,
  footerLine,
  headerLine,
  pointLine,
} from './journal-format.ts';
import type { CompleteFile, CreatedFile } from './journal-format.ts';
import { makeFolderSync } from './make-folder.ts';

/** What a journal can be told. `write` stands for `fs.writeSync` in tests of full disks. */
export interface JournalOptions {
  /** Every point is forced to the medium before it is announced; survives a loss of power, costs about 0.2 ms. */
  readonly isForcedToDisk?: boolean;
  readonly write?: (fd: number, bytes: Uint8Array | string) => number;
}

/**
 * The truth about a run: what is not in here has not happened. Each call returns when the line is with
 * the operating system, which keeps it through any death of this process.
 */
export class Journal {
  readonly file: string;
  readonly #fd: number;
  readonly #isForced: boolean;
  readonly #write: (fd: number, bytes: Uint8Array | string) => number;
  #bytes: number;
  #isOpen = true;

  /**
   * Creates the journal with its first line.
   *
   * @param id goes into the data file too, so that the two find each other again
   * @throws BeamtimeError `disk`, `disk-full`, `file-exists`
   */
  static create(
    file: string,
    header: RunHeader,
    id: string,
    options: JournalOptions = {},
  ): Journal {
    const journal = new Journal(file, 'ax', 0, options);
    try {
      journal.#append(headerLine(header, id));
    } catch (error) {
      journal.discard();
      throw error;
    }
    return journal;
  }

  /** Opens a journal that was left, to go on after its first `bytes` bytes; a torn last line is cut off. */
  static reopen(
    file: string,
    bytes: number,
    options: JournalOptions = {},
  ): Journal {
    const journal = new Journal(file, 'a', bytes, options);
    journal.#cutBack();
    return journal;
  }

  private constructor(
    file: string,
    flags: 'ax' | 'a',
    bytes: number,
    options: JournalOptions,
  ) {
    this.file = file;
    this.#bytes = bytes;
    this.#isForced = options.isForcedToDisk ?? false;
    this.#write =
      options.write ??
      ((fd, data) =>
        typeof data === 'string' ? writeSync(fd, data) : writeSync(fd, data));
    try {
      makeFolderSync(dirname(file));
      this.#fd = openSync(file, flags);
    } catch (error) {
      throw diskError(error, `The journal ${file}`);
    }
  }

  /** Length of what is in the journal: where the next line starts. */
  get bytes(): number {
    return this.#bytes;
  }

  point(index: number, values: readonly number[]): void {
    this.#append(pointLine(index, values));
    if (this.#isForced) fdatasyncSync(this.#fd);
  }

  created(created: CreatedFile): void {
    this.#append(createdLine(created));
  }

  /** The last line of the run itself. */
  footer(footer: RunFooter): void {
    this.#append(footerLine(footer));
  }

  /** Resolves when everything is on the medium. Takes its time after a long run, so nobody is kept waiting. */
  async force(): Promise<void> {
    await promisify(fdatasync)(this.#fd).catch((error: unknown) => {
      throw diskError(error, `The journal ${this.file}`);
    });
  }

  complete(complete: CompleteFile): void {
    this.#append(completeLine(complete));
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#fd);
  }

  /** Closes and removes a journal whose run never began. */
  discard(): void {
    this.close();
    unlinkSync(this.file);
  }

  #append(line: string): void {
    try {
      const length = Buffer.byteLength(line);
      const written = this.#write(this.#fd, line);
      if (written < length) this.#appendRest(Buffer.from(line), written);
      this.#bytes += length;
    } catch (error) {
      this.#cutBack();
      throw diskError(error, `The journal ${this.file}`);
    }
  }

  #appendRest(bytes: Uint8Array, from: number): void {
    let done = from;
    while (done < bytes.length)
      done += this.#write(this.#fd, bytes.subarray(done));
  }

  /** Removes half a line, so that a later one is not glued to it. */
  #cutBack(): void {
    try {
      ftruncateSync(this.#fd, this.#bytes);
    } catch {
      // The disk that refused the line may refuse this too; the reader skips lines that are damaged.
    }
  }
}
