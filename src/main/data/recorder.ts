import type { RunFooter, RunHeader } from '../engine/events.ts';

/** Points `first` to `first + count - 1`, one array per column of the run. */
export interface RecorderBlock {
  readonly first: number;
  readonly count: number;
  readonly columns: readonly Float64Array[];
}

/** What a recorder is told when it opens a file. The file exists and is empty: its name was reserved. */
export interface RecorderJob {
  readonly header: RunHeader;
  /** Also in the journal, so that file and journal find each other again. */
  readonly id: string;
  readonly file: string;
  /** Version of Beamtime. */
  readonly version: string;
}

/** A file being written. Lives in the worker thread; every call throws when the disk refuses. */
export interface RecorderFile {
  /** Writes a block and hands it to the operating system. */
  write(block: RecorderBlock): void;
  /** Writes what is known at the end only, and closes. */
  close(footer: RunFooter): void;
  /** Closes without finishing, as well as it can. Never throws. */
  abandon(): void;
}

/** A file format: one file in `recorders/`, one line in `recorders/index.ts`. */
export interface Recorder {
  readonly name: string;
  readonly extension: string;
  open(job: RecorderJob): Promise<RecorderFile>;
  /** The id in a file of this format; undefined when it has none or cannot be read. */
  identify(file: string): Promise<string | undefined>;
}

/** Checks a recorder's shape where it is defined. */
export function defineRecorder(recorder: Recorder): Recorder {
  return recorder;
}
