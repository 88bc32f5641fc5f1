import type { ErrorReport } from '../../contract/errors.ts';
import type { RunFooter } from '../engine/events.ts';
import type { CreatedFile } from './journal-format.ts';
import type { RecorderBlock, RecorderJob } from './recorder.ts';

/** Makes a data file once more, from the journal. */
export interface RebuildJob {
  readonly recorder: string;
  readonly journal: string;
  /** `job.file` is where the file should be. */
  readonly job: RecorderJob;
  readonly footer: RunFooter;
  /** What we created for this run so far: only these may be replaced. */
  readonly created: readonly CreatedFile[];
}

/** What the station asks of the recorder thread. `key` names an open file. */
export type RecorderCall =
  | {
      readonly call: 'open';
      readonly key: string;
      readonly created: CreatedFile;
      readonly job: RecorderJob;
    }
  | {
      readonly call: 'write';
      readonly key: string;
      readonly block: RecorderBlock;
    }
  | { readonly call: 'close'; readonly key: string; readonly footer: RunFooter }
  | { readonly call: 'abandon'; readonly key: string }
  | { readonly call: 'rebuild'; readonly rebuild: RebuildJob };

export interface RecorderRequest {
  readonly id: number;
  readonly call: RecorderCall;
}

/** `file`: where a rebuilt file went. */
export type RecorderReply =
  | { readonly id: number; readonly file: string | null }
  | { readonly id: number; readonly error: ErrorReport };
