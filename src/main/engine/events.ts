import type {
  Column,
  EndReason,
  LeftOut,
  PlotHint,
} from '../../contract/runs.ts';
import type { ScanRequest } from '../../contract/scans.ts';

/** Where an axis stood. */
export interface Positioner {
  readonly value: number;
  readonly unit: string;
  /** The same as the motor's controller has it; pseudo axes and older runs have none. */
  readonly dial?: number | undefined;
}

/** How a detector's number came about. */
export interface DetectorKind {
  /** The driver. */
  readonly type: string;
  /** `MEAN` over the exposure, a `SINGLE` reading per point, or `CALCULATED` from other columns. */
  readonly mode: string;
}

/** What is known of a run before its first point. First line of its journal. */
export interface RunHeader {
  readonly format: 1;
  readonly number: number;
  readonly line: string;
  readonly title: string;
  readonly request: ScanRequest;
  readonly who: string;
  readonly beamline: string;
  readonly isSimulated: boolean;
  readonly proposal: string;
  readonly sample: string;
  readonly dataset: string;
  /** ms since the epoch. */
  readonly startedAt: number;
  /** ISO 8601 with zone. */
  readonly startTime: string;
  /** Absolute path of the data file. */
  readonly file: string;
  readonly columns: readonly Column[];
  /** Planned number of points; always known before the start. */
  readonly points: number;
  /** Slow axis first; its product is `points`. Empty for a count: one point that has no place. */
  readonly shape: readonly number[];
  readonly isSnake: boolean;
  /** Planned positions of the scanned axes: first and last, user units. */
  readonly axes: readonly {
    readonly name: string;
    readonly start: number;
    readonly stop: number;
  }[];
  readonly exposureSeconds: number;
  readonly plot: PlotHint;
  /** Every axis of the beamline, and what else has a number without counting, before the first move. */
  readonly positioners: Readonly<Record<string, Positioner>>;
  /** By column name; older runs have none. */
  readonly detectors?: Readonly<Record<string, DetectorKind>> | undefined;
  /** Detectors that would have taken part if they had answered; older runs do not say. */
  readonly leftOut?: readonly LeftOut[] | undefined;
  /** Of the program that measured it, put in when the run is recorded; older runs have none. */
  readonly version?: string | undefined;
}

/** One point: its place in acquisition order and a number per column (`NaN` = no value). */
export interface RunPoint {
  readonly index: number;
  readonly values: readonly number[];
}

/** The end of a run. Exactly one per run, whatever happened. Last line of its journal. */
export interface RunFooter {
  readonly number: number;
  readonly endedAt: number;
  /** ISO 8601 with zone. */
  readonly endTime: string;
  readonly endReason: EndReason;
  /** Why it failed or was aborted, in words. */
  readonly message: string | null;
  /** Points recorded. */
  readonly points: number;
  readonly positioners: Readonly<Record<string, Positioner>>;
}

/**
 * Where a run's events go. `begin` resolves when journal and file are reserved on disk: nothing moves before.
 * `point` returns once the point is in the journal; a promise means: hold back until the file writer caught up.
 * `end` resolves when everything is on disk; it is called exactly once after a `begin` that resolved.
 *
 * @throws BeamtimeError `disk`, `disk-full`, `file-exists`, `recorder`
 */
export interface RunOutput {
  begin(header: RunHeader): Promise<void>;
  point(point: RunPoint): Promise<void> | undefined;
  end(footer: RunFooter): Promise<void>;
}
