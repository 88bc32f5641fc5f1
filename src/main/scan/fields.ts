import { z } from 'zod';
import { formatCount, formatPlain } from '../device/units.ts';

/** Most points a scan may have. */
export const MOST_POINTS = 10_000_000;

/** How a parameter is shown and typed. */
export const Widget = z.enum([
  'axis',
  'position',
  'detectors',
  'seconds',
  'count',
  'flag',
]);
export type Widget = z.infer<typeof Widget>;

// Every sentence about a parameter begins with its title: behind it comes the name of its axis, where it has one.

/** The name of an axis. */
export function axisField(title: string) {
  return z
    .string({
      error: wording(title, 'is not the name of an axis', NAME_AN_AXIS),
    })
    .min(1, `${title} is missing.`)
    .meta({ title, widget: 'axis' });
}

/** A position (or, in relative scans, an offset) of the sibling parameter `axis`. */
export function positionField(title: string, axis: string) {
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(QUANTITY, { error: wording(title, NOT_A_NUMBER, A_POSITION) }),
      ],
      { error: wording(title, NOT_A_NUMBER, A_POSITION) },
    )
    .meta({ title, widget: 'position', axis });
}

/** A number of something, 1 or more; `of`: the sibling parameter that names the axis along which they are. */
export function countField(title: string, description: string, of?: string) {
  return z
    .number({ error: wording(title, NOT_A_NUMBER, A_COUNT) })
    .int(`${title} must be a whole number.`)
    .min(1, `${title} must be at least 1.`)
    .max(
      MOST_POINTS,
      `${title} must be at most ${formatCount(MOST_POINTS)}: a scan has no more points.`,
    )
    .meta({ title, description, widget: 'count', ...(of && { of }) });
}

/** How long to count at each point, seconds. */
export function exposureField() {
  return z
    .number({ error: wording('Exposure', NOT_SECONDS, SECONDS) })
    .min(
      0,
      'Exposure cannot be negative. Give the seconds to count at each point.',
    )
    .meta({
      title: 'Exposure',
      description: 'Time to count at each point',
      widget: 'seconds',
    });
}

/** The parameters that every scan has, last in every form. */
export function commonFields() {
  return {
    detectors: z
      .array(
        z
          .string()
          .regex(NAME, { error: wording('Detectors', 'is not a name', NAMES) }),
        { error: wording('Detectors', 'is not a list of names', NAMES) },
      )
      .default([])
      .meta({
        title: 'Detectors',
        description: 'None chosen: all counters of the beamline',
        widget: 'detectors',
      }),
    settle: z
      .number({ error: wording('Settle time', NOT_SECONDS, SECONDS) })
      .min(0, 'Settle time cannot be negative.')
      .max(3600, 'Settle time must be at most 3600 s.')
      .default(0)
      .meta({
        title: 'Settle time',
        description: 'Wait between the end of the move and counting',
        widget: 'seconds',
      }),
  };
}

/** Yes or no. */
export function flagField(title: string, description: string) {
  return z
    .boolean({
      error: wording(title, 'is neither yes nor no', 'Write one of the two.'),
    })
    .default(false)
    .meta({ title, description, widget: 'flag' });
}

/** What the form and the line need to know of a parameter. */
export interface Field {
  readonly widget: Widget;
  readonly title: string;
  /** Of a position: the parameter that names its axis. */
  readonly axis: string | undefined;
  /** Of a position or a count: the parameter that names the axis it is about. */
  readonly of: string | undefined;
}

/** The widget and title of a parameter, from its metadata. */
export function fieldOf(schema: z.ZodObject, name: string): Field | undefined {
  const field: unknown = schema.shape[name];
  if (!(field instanceof z.ZodType)) return undefined;
  const meta = field.meta();
  const widget = Widget.safeParse(meta?.['widget']);
  if (!widget.success) return undefined;
  const axis = textIn(meta?.['axis']);
  return {
    widget: widget.data,
    title: meta?.title ?? name,
    axis,
    of: textIn(meta?.['of']) ?? axis,
  };
}

/** What sentences call a parameter: by the words that the form shows, and the axis it is about: `To (samx)`. */
export function subjectOf(
  schema: z.ZodObject,
  name: string,
  given: Readonly<Record<string, unknown>>,
): string {
  const field = fieldOf(schema, name);
  const axis = textIn(given[field?.of ?? ''])?.trim();
  const title = field?.title ?? name;
  return axis ? `${title} (${axis})` : title;
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** What each parameter is when it is not given, for those that need not be. */
export function defaultsOf(schema: z.ZodObject): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const name of Object.keys(schema.shape)) {
    const field: unknown = schema.shape[name];
    if (!(field instanceof z.ZodType)) continue;
    const standard = field.safeParse(undefined);
    if (standard.success) defaults[name] = standard.data;
  }
  return defaults;
}

/** A number followed by a unit, without space: `0.5cm`. */
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*[A-Za-zµμ°%][^\s]*$/;

const NAME = /^[A-Za-z][\w./:-]*$/;

const NOT_A_NUMBER = 'is not a number';
const NOT_SECONDS = 'is not a number of seconds';

const NAME_AN_AXIS = 'Give the name of an axis, such as samx.';
const A_POSITION = 'Give a number, alone or with its unit: 0.5 or 0.5mm.';
const A_COUNT = 'Give a whole number of 1 or more.';
const SECONDS = 'Give seconds, such as 0.1, or a time with its unit: 100ms.';
const NAMES = 'Give names of detectors with commas between them: i0,i1.';

function wording(title: string, complaint: string, advice: string) {
  return ({ input }: { input?: unknown }): string => {
    if (input === undefined || input === null || input === '') {
      return `${title} is missing.`;
    }
    const hasComma = typeof input === 'string' && /^[+-]?\d+,\d+$/.test(input);
    const help = hasComma
      ? `Write it with a point: ${input.replace(',', '.')}.`
      : advice;
    return `${title}: ${shown(input)} ${complaint}. ${help}`;
  };
}

function shown(input: unknown): string {
  if (typeof input === 'string') return `"${input}"`;
  return typeof input === 'number' ? formatPlain(input) : JSON.stringify(input);
}
