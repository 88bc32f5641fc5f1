import { z } from 'zod';

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

/** The name of an axis. */
export function axisField(title: string) {
  return z
    .string({ error: wording(title, 'is not the name of an axis') })
    .min(1, `${title} is missing.`)
    .meta({ title, widget: 'axis' });
}

/** A position (or, in relative scans, an offset) of the sibling parameter `axis`. */
export function positionField(title: string, axis: string) {
  return z
    .union(
      [
        z.number(),
        z.string().regex(QUANTITY, { error: wording(title, NOT_A_NUMBER) }),
      ],
      { error: wording(title, NOT_A_NUMBER) },
    )
    .meta({ title, widget: 'position', axis });
}

/** A number of something, 1 or more. */
export function countField(title: string, description: string) {
  const most = MOST_POINTS.toLocaleString('en').replaceAll(',', ' ');
  return z
    .number({ error: wording(title, NOT_A_NUMBER) })
    .int(`${title} must be a whole number.`)
    .min(1, `${title} must be at least 1.`)
    .max(
      MOST_POINTS,
      `${title} must be at most ${most}: a scan has no more points.`,
    )
    .meta({ title, description, widget: 'count' });
}

/** How long to count at each point, seconds. */
export function exposureField() {
  return z
    .number({ error: wording('Exposure', 'is not a number of seconds') })
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
          .regex(NAME, { error: wording('Detectors', 'is not a name') }),
        {
          error: wording('Detectors', 'is not a list of names'),
        },
      )
      .default([])
      .meta({
        title: 'Detectors',
        description: 'None chosen: all counters of the beamline',
        widget: 'detectors',
      }),
    settle: z
      .number({ error: wording('Settle time', 'is not a number of seconds') })
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
    .boolean({ error: wording(title, 'is neither yes nor no') })
    .default(false)
    .meta({ title, description, widget: 'flag' });
}

/** What the form and the line need to know of a parameter. */
export interface Field {
  readonly widget: Widget;
  readonly title: string;
  /** Of a position: the parameter that names its axis. */
  readonly axis: string | undefined;
}

/** The widget and title of a parameter, from its metadata. */
export function fieldOf(schema: z.ZodObject, name: string): Field | undefined {
  const field: unknown = schema.shape[name];
  if (!(field instanceof z.ZodType)) return undefined;
  const meta = field.meta();
  const widget = Widget.safeParse(meta?.['widget']);
  if (!widget.success) return undefined;
  const axis = meta?.['axis'];
  return {
    widget: widget.data,
    title: meta?.title ?? name,
    axis: typeof axis === 'string' ? axis : undefined,
  };
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

function wording(title: string, complaint: string) {
  return ({ input }: { input?: unknown }): string => {
    if (input === undefined || input === null || input === '') {
      return `${title} is missing.`;
    }
    const shown =
      typeof input === 'string' ? `“${input}”` : JSON.stringify(input);
    const hint =
      typeof input === 'string' && /^[+-]?\d+,\d+$/.test(input)
        ? ` Write it with a point: ${input.replace(',', '.')}.`
        : '';
    return `${title}: ${shown} ${complaint}.${hint}`;
  };
}
