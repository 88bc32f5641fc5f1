import { z } from 'zod';
import { event, method } from './define.ts';
import { ScanRequest, ScanSource } from './scans.ts';

/** The states of a run. The last three are final. */
export const RunStateName = z.enum([
  'idle',
  'running',
  'paused',
  'aborted',
  'failed',
  'finished',
]);
export type RunStateName = z.infer<typeof RunStateName>;

/** How a run ended. `skipped`: ended early on purpose. `cut short`: the station died during it. */
export const EndReason = z.enum([
  'finished',
  'skipped',
  'aborted',
  'failed',
  'cut short',
]);
export type EndReason = z.infer<typeof EndReason>;

/** What a run is doing now. */
export const RunPhase = z.enum([
  'preparing',
  'moving',
  'settling',
  'counting',
  'paused',
  /** It waits by itself for what is away, and goes on by itself. */
  'held',
  'cleaning up',
  'done',
]);
export type RunPhase = z.infer<typeof RunPhase>;

/** One column of a run's data: a number per point. */
export const Column = z.object({
  name: z.string(),
  role: z.enum(['axis', 'detector', 'timer']),
  unit: z.string(),
  decimals: z.number().int(),
});
export type Column = z.infer<typeof Column>;

/** A detector that a run went without, though it names none and so wants all: why, in words. */
export const LeftOut = z.object({ name: z.string(), why: z.string() });
export type LeftOut = z.infer<typeof LeftOut>;

/** Which columns to plot. `grid`: the first two axes span a map. */
export const PlotHint = z.object({
  kind: z.enum(['curve', 'grid']),
  x: z.string(),
  /** The slow axis of a grid. */
  y: z.string().nullable(),
  signals: z.array(z.string()),
});
export type PlotHint = z.infer<typeof PlotHint>;

/** A file writer as the operator sees it. */
export const RecorderState = z.object({
  name: z.string(),
  written: z.number().int(),
  error: z.string().nullable(),
});
export type RecorderState = z.infer<typeof RecorderState>;

/** Everything about a run but its points. Times are ms since the epoch. */
export const Run = z.object({
  number: z.number().int(),
  line: z.string(),
  title: z.string(),
  request: ScanRequest,
  who: z.string(),
  proposal: z.string(),
  sample: z.string(),
  dataset: z.string(),
  state: RunStateName,
  phase: RunPhase,
  /** The phase in words: `Moving samx to 0.350 mm`, `Waiting for i0, 12 s of 30 s`. */
  phaseText: z.string(),
  point: z.number().int(),
  points: z.number().int(),
  shape: z.array(z.number().int()),
  isSnake: z.boolean(),
  columns: z.array(Column),
  /** Older runs do not say. */
  leftOut: z.array(LeftOut).default([]),
  plot: PlotHint,
  percent: z.number(),
  startedAt: z.number(),
  /** Expected end; null when it is not known. */
  endsAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  endReason: EndReason.nullable(),
  /** Why it failed or was aborted, in words. */
  message: z.string().nullable(),
  file: z.string(),
  recorders: z.array(RecorderState),
});
export type Run = z.infer<typeof Run>;

/** Points `first` to `first + count - 1` of a run, one array per column of the run, in its order. */
export const PointBlock = z.object({
  run: z.number().int(),
  first: z.number().int(),
  count: z.number().int(),
  columns: z.array(z.instanceof(Float64Array)),
});
export type PointBlock = z.infer<typeof PointBlock>;

/** Characteristic positions of a curve, in x's unit; null where the curve has none, all of them where it is but noise. */
export const Peak = z.object({
  max: z.number().nullable(),
  min: z.number().nullable(),
  centre: z.number().nullable(),
  centreOfMass: z.number().nullable(),
  fwhm: z.number().nullable(),
});
export type Peak = z.infer<typeof Peak>;

const RunNumber = z.object({ run: z.number().int() });

export const runs = {
  /** Starts at once; refused while another run is active. Answers with the run's number. */
  'runs.start': method(ScanSource, RunNumber),
  'runs.pause': method(z.object({ now: z.boolean() }), z.void()),
  'runs.resume': method(z.void(), z.void()),
  'runs.skip': method(z.void(), z.void()),
  'runs.abort': method(z.void(), z.void()),
  /** Newest first; `before` = a run number to go on from. */
  'runs.list': method(
    z.object({
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.array(Run),
  ),
  'runs.get': method(RunNumber, Run),
  /** Points from `from` on, at most 50 000 a call. */
  'runs.data': method(
    z.object({ run: z.number().int(), from: z.number().int().min(0) }),
    PointBlock,
  ),
  'runs.peak': method(
    z.object({ run: z.number().int(), x: z.string(), y: z.string() }),
    Peak,
  ),
  'runs.changed': event(Run),
  'runs.points': event(PointBlock),
};
