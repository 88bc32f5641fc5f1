import type { ErrorCode } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Database } from './database.ts';
import type { FreeBytes, SpaceLimits } from './free-space.ts';
import type { JournalOptions } from './journal.ts';

/** Something about the data that a person should know. */
export interface DataWarning {
  readonly code: ErrorCode;
  readonly text: string;
  readonly run: number | null;
}

/** A recorder (`recorders/index.ts`) that writes every run, and how its files end. */
export interface RunFormat {
  readonly recorder: string;
  readonly extension: string;
}

/** What is written unless something else is asked for. The first is the run's main file. */
export const usualFormats: readonly RunFormat[] = [
  { recorder: 'nexus', extension: 'h5' },
];

export interface RunStoreOptions {
  readonly database: Database;
  readonly stateFolder: string;
  readonly dataFolder: string;
  readonly clock: Clock;
  /** Of Beamtime, for the files. */
  readonly version: string;
  readonly onWarning: (warning: DataWarning) => void;
  readonly formats?: readonly RunFormat[];
  readonly limits?: Partial<StoreLimits>;
  readonly journal?: JournalOptions;
  readonly freeBytes?: FreeBytes;
}

export interface StoreLimits extends SpaceLimits {
  readonly blockPoints: number;
  readonly blockMs: number;
  /** The engine is held back when the file is this many points behind. */
  readonly holdPoints: number;
  readonly recorderTimeoutMs: number;
}

export const usualLimits: StoreLimits = {
  refuseBytes: 200e6,
  warnBytes: 1e9,
  blockPoints: 100,
  blockMs: 200,
  holdPoints: 20_000,
  recorderTimeoutMs: 30_000,
};
