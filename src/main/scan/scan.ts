import type { LeftOut } from '../../contract/runs.ts';
import type { ScanRequest } from '../../contract/scans.ts';

/**
 * A checked scan: the value that the engine runs and the dry run looks at. Pure; positions are computed,
 * never stored, so a million points cost nothing.
 */
export interface Scan {
  readonly command: 'scan';
  readonly request: ScanRequest;
  /** The canonical typed line. */
  readonly line: string;
  /** The line with absolute numbers, for the file's title. */
  readonly title: string;
  /** Axis names, in the order of `position`'s `axis`; empty for loopscan and ct. */
  readonly axes: readonly string[];
  /** Positions are offsets from where the axes stand at the start, and the axes go back on every exit. */
  readonly isRelative: boolean;
  /** Slow axis first; the product is `points`. */
  readonly shape: readonly number[];
  readonly points: number;
  readonly isSnake: boolean;
  readonly detectors: readonly string[];
  /** Detectors that would take part if they answered. */
  readonly leftOut: readonly LeftOut[];
  readonly exposureSeconds: number;
  readonly settleSeconds: number;
  /** Planned position (or offset) of an axis at a point, user units. */
  position(point: number, axis: number): number;
}
