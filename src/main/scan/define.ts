import type { z } from 'zod';

/** A position as asked for: a number in the axis's unit, or text with a unit such as `0.5cm`. */
export type Position = number | string;

/** One axis along one dimension of a scan: equally spaced from `from` to `to`. */
export interface Span {
  readonly axis: string;
  readonly from: Position;
  readonly to: Position;
  /** The names of the parameters these came from, for problems at the right field. */
  readonly at: {
    readonly axis: string;
    readonly from: string;
    readonly to: string;
  };
}

/** One dimension: its axes move in step. No spans: the point is only counted again. */
export interface Dimension {
  readonly points: number;
  readonly spans: readonly Span[];
}

/** Where a scan goes. Slow dimension first; `isSnake`: every other row of the fast one runs backwards. */
export interface Trajectory {
  readonly dimensions: readonly Dimension[];
  readonly isSnake?: boolean;
  readonly isRelative?: boolean;
}

/** A kind of scan: a schema of parameters and a function from them to a trajectory. */
export interface ScanType<S extends z.ZodObject = z.ZodObject> {
  /** First word of the typed line. */
  readonly name: string;
  readonly title: string;
  /** Made of the helpers in `fields.ts`. The form has its fields in this order. */
  readonly params: S;
  /** Parameters a typed line gives by place; all others are options, `key=value`. */
  readonly positional: readonly (keyof z.infer<S> & string)[];
  readonly example: string;
  /** What an empty form starts with, beside the schema's own defaults. */
  readonly initial?: Readonly<Record<string, unknown>>;
  /**
   * For relative scans: the type that says the same with absolute positions, in the parameters that `at` of each span
   * names; the file's title is made with it.
   */
  readonly absolute?: string;
  build(params: z.output<S>): Trajectory;
}

/** Checks a scan type where it is written. */
export function defineScan<S extends z.ZodObject>(
  type: ScanType<S>,
): ScanType<S> {
  return type;
}
