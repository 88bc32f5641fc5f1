import { z } from 'zod';
import { Column, EndReason, LeftOut, PlotHint } from '../../contract/runs.ts';
import { ScanRequest } from '../../contract/scans.ts';
import type { RunFooter, RunHeader } from '../engine/events.ts';

/**
 * The journal of a run is a text file of JSON lines:
 *
 * - `{"header":{...},"id":"..."}` once, first
 * - `{"created":{...}}` one per data file that was created for the run
 * - `[index,value,value,...]` one per point, a value per column
 * - `{"footer":{...}}` once, when the run has ended
 * - `{"complete":{...}}` one per data file that holds everything
 *
 * JSON has no word for numbers that are not finite: NaN is `null`, infinities are `"inf"` and `"-inf"`.
 */
export type JournalEntry =
  | { readonly kind: 'header'; readonly header: RunHeader; readonly id: string }
  | { readonly kind: 'created'; readonly created: CreatedFile }
  | {
      readonly kind: 'point';
      readonly index: number;
      readonly values: readonly number[];
    }
  | { readonly kind: 'footer'; readonly footer: RunFooter }
  | { readonly kind: 'complete'; readonly complete: CompleteFile };

const FileNumber = z
  .union([z.number(), z.null(), z.literal(['inf', '-inf'])])
  .transform(fromFile);

const Positioners = z.record(
  z.string(),
  z.object({
    value: FileNumber,
    unit: z.string(),
    dial: FileNumber.optional(),
  }),
);

const Header = z.object({
  format: z.literal(1),
  number: z.number().int(),
  line: z.string(),
  title: z.string(),
  request: ScanRequest,
  who: z.string(),
  beamline: z.string(),
  isSimulated: z.boolean(),
  proposal: z.string(),
  sample: z.string(),
  dataset: z.string(),
  startedAt: z.number(),
  startTime: z.string(),
  file: z.string(),
  columns: z.array(Column),
  points: z.number().int(),
  shape: z.array(z.number().int()),
  isSnake: z.boolean(),
  axes: z.array(
    z.object({ name: z.string(), start: FileNumber, stop: FileNumber }),
  ),
  exposureSeconds: FileNumber,
  plot: PlotHint,
  positioners: Positioners,
  detectors: z
    .record(z.string(), z.object({ type: z.string(), mode: z.string() }))
    .optional(),
  leftOut: z.array(LeftOut).optional(),
  version: z.string().optional(),
}) satisfies z.ZodType<RunHeader>;

const Footer = z.object({
  number: z.number().int(),
  endedAt: z.number(),
  endTime: z.string(),
  endReason: EndReason,
  message: z.string().nullable(),
  points: z.number().int(),
  positioners: Positioners,
}) satisfies z.ZodType<RunFooter>;

/** A data file as it was when we created it, so that it can be told from somebody else's later. */
const CreatedFile = z.object({
  recorder: z.string(),
  file: z.string(),
  device: z.string(),
  inode: z.string(),
  /** Nanoseconds; the numbers of removed files are given to new ones, so they alone prove nothing. */
  born: z.string(),
});
export type CreatedFile = z.infer<typeof CreatedFile>;

const CompleteFile = z.object({ recorder: z.string(), file: z.string() });
export type CompleteFile = z.infer<typeof CompleteFile>;

const Line = z.union([
  z
    .object({ header: Header, id: z.string() })
    .transform(({ header, id }) => ({ kind: 'header' as const, header, id })),
  z
    .object({ created: CreatedFile })
    .transform(({ created }) => ({ kind: 'created' as const, created })),
  z
    .object({ footer: Footer })
    .transform(({ footer }) => ({ kind: 'footer' as const, footer })),
  z
    .object({ complete: CompleteFile })
    .transform(({ complete }) => ({ kind: 'complete' as const, complete })),
]);

/** The line of a point. Runs once per point, so it is a tight loop. */
export function pointLine(index: number, values: readonly number[]): string {
  let line = '[' + String(index);
  for (const value of values) {
    // A number minus itself is 0 unless it is NaN or infinite.
    line += value - value === 0 ? ',' + String(value) : ',' + notFinite(value);
  }
  return line + ']\n';
}

export function headerLine(header: RunHeader, id: string): string {
  return objectLine({ header, id });
}

export function createdLine(created: CreatedFile): string {
  return objectLine({ created });
}

export function footerLine(footer: RunFooter): string {
  return objectLine({ footer });
}

export function completeLine(complete: CompleteFile): string {
  return objectLine({ complete });
}

/** Reads a line back; undefined for one that is damaged. */
export function parseLine(line: string): JournalEntry | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (Array.isArray(json)) return parsePoint(json);
  const parsed = Line.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

function parsePoint(numbers: readonly unknown[]): JournalEntry | undefined {
  const index = numbers[0];
  if (typeof index !== 'number') return undefined;
  const values: number[] = [];
  for (let i = 1; i < numbers.length; i++) {
    const value = numbers[i];
    if (typeof value === 'number') values.push(value);
    else if (value === null || value === 'inf' || value === '-inf')
      values.push(fromFile(value));
    else return undefined;
  }
  return { kind: 'point', index, values };
}

function objectLine(object: Readonly<Record<string, unknown>>): string {
  return (
    JSON.stringify(object, (_, value: unknown) =>
      typeof value === 'number' && !Number.isFinite(value)
        ? toFile(value)
        : value,
    ) + '\n'
  );
}

function notFinite(value: number): string {
  return JSON.stringify(toFile(value));
}

function toFile(value: number): null | 'inf' | '-inf' {
  if (Number.isNaN(value)) return null;
  return value > 0 ? 'inf' : '-inf';
}

function fromFile(value: number | null | 'inf' | '-inf'): number {
  if (value === null) return NaN;
  if (value === 'inf') return Infinity;
  return value === '-inf' ? -Infinity : value;
}
