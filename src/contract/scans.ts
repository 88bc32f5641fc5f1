import { z } from 'zod';
import { method } from './define.ts';
import { Problem } from './errors.ts';

/** A scan somebody asks for: the name of a type and its parameters, not yet checked. */
export const ScanRequest = z.object({
  type: z.string().max(64),
  params: z.record(z.string(), z.unknown()),
});
export type ScanRequest = z.infer<typeof ScanRequest>;

/** The same scan as a form (`request`) or as a typed line. */
export const ScanSource = z.union([
  z.object({ request: ScanRequest }),
  z.object({ line: z.string().max(10_000) }),
]);
export type ScanSource = z.infer<typeof ScanSource>;

/**
 * One scan type: `schema` is JSON Schema of its parameters, from which the form is drawn.
 * Property keywords beside JSON Schema's own: `title`, `description`, `widget`
 * (`axis`, `position`, `detectors`, `seconds`, `count`, `flag`), and `axis`: the name of the sibling
 * property whose device's unit a `position` has.
 */
export const ScanTypeInfo = z.object({
  name: z.string(),
  title: z.string(),
  usage: z.string(),
  example: z.string(),
  schema: z.record(z.string(), z.unknown()),
  defaults: z.record(z.string(), z.unknown()),
});
export type ScanTypeInfo = z.infer<typeof ScanTypeInfo>;

/** The range one axis covers, user units. */
export const AxisExtent = z.object({
  name: z.string(),
  unit: z.string(),
  /** With how many its positions are shown. */
  decimals: z.number().int(),
  lowest: z.number(),
  highest: z.number(),
  /** Where it stands now; null if not known. */
  position: z.number().nullable(),
  limits: z.object({
    lower: z.number().nullable(),
    upper: z.number().nullable(),
  }),
});
export type AxisExtent = z.infer<typeof AxisExtent>;

/** What will happen: told before anything moves. Problems empty = may be started. */
export const ScanPlan = z.object({
  /** The request with defaults filled in; null while it has problems of form. */
  request: ScanRequest.nullable(),
  /** The canonical typed line; null as above. */
  line: z.string().nullable(),
  title: z.string().nullable(),
  problems: z.array(Problem),
  warnings: z.array(z.string()),
  /** Points that cannot be reached: how many, and the first 20 of them (`point` counts from 0) with the reason in words. */
  unreachable: z.object({
    count: z.number().int(),
    points: z.array(z.object({ point: z.number().int(), message: z.string() })),
  }),
  points: z.number().int(),
  /** Slow axis first. */
  shape: z.array(z.number().int()),
  durationSeconds: z.number(),
  /** `measured` once a like scan has run. */
  estimate: z.enum(['computed', 'measured']),
  axes: z.array(AxisExtent),
  detectors: z.array(z.string()),
  /** At most 2000 points of the trajectory, one column per entry of `axes`. */
  preview: z.array(z.instanceof(Float64Array)),
  /** Where the data will go, if it were started now. */
  file: z.string().nullable(),
  runNumber: z.number().int().nullable(),
});
export type ScanPlan = z.infer<typeof ScanPlan>;

export const scans = {
  'scans.types': method(z.void(), z.array(ScanTypeInfo)),
  /** Dry run of a scan: no hardware is touched. Mistakes come as `problems`, not as an error. */
  'scans.check': method(ScanSource, ScanPlan),
};
