import { z } from 'zod';
import { patternMistake } from '../base/text-pattern.ts';
import { onStopField, stopMistake } from './line-device-stop.ts';

/** What the beamline file says of a value of an instrument, however it is asked for. */
export const parameterFields = {
  command: z
    .string()
    .includes('{value}', {
      error: 'Write {value} where the value goes: SHUT {value}.',
    })
    .optional()
    .describe('Command that sets it, with {value} where the value goes.'),
  unit: z
    .string()
    .default('')
    .describe('Unit of the number; none for a selection.'),
  scale: z
    .number()
    .refine((scale) => scale !== 0, { error: 'A scale of 0 loses the value.' })
    .default(1)
    .describe('value = scale x number in the reply.'),
  limits: z
    .tuple([z.number().nullable(), z.number().nullable()])
    .default([null, null])
    .describe('Lowest and highest value that may be set; null = open.'),
  options: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'For a selection: what the instrument says for each choice, { open: "1", closed: "0" }.',
    ),
  safe: z
    .string()
    .optional()
    .describe(
      'The choice that may be set even while STOP ALL is latched: closed.',
    ),
  onStop: onStopField,
  tolerance: z
    .number()
    .positive()
    .optional()
    .describe(
      'Where given, a setting is over when the number read is this near to it, in its unit.',
    ),
  travel: z
    .number()
    .positive()
    .max(86_400)
    .default(10)
    .describe(
      'Seconds that it may take until a selection, or a number with a tolerance, is where it was set to.',
    ),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  help: z
    .string()
    .default('')
    .describe('What it is, as shown beside it in the window.'),
  group: z.string().default('').describe('Heading under which it is shown.'),
};

/** The value of an instrument, as read from the file. */
export type ParameterFields = z.infer<z.ZodObject<typeof parameterFields>>;

/** How often something is asked for. */
export const pollField = z
  .number()
  .min(0.05)
  .max(3600)
  .default(1)
  .describe('Seconds between two readings.');

/** How long an instrument may take to answer. */
export const timeoutField = z
  .number()
  .min(0.05)
  .max(60)
  .default(1)
  .describe('Seconds to wait for a reply.');

/** A regular expression, checked where it stands. */
export const pattern = z
  .string()
  .min(1)
  .superRefine((source, context) => {
    const message = patternMistake(source);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

/** What no field can find wrong by itself. */
export function checkFields(
  fields: Partial<ParameterFields>,
  context: z.RefinementCtx,
): void {
  const { limits, options, safe, command, tolerance, unit = '' } = fields;
  const { onStop = 'leave' } = fields;
  const complain = (key: string, message: string) =>
    context.addIssue({ code: 'custom', path: [key], message });
  const [lower = null, upper = null] = limits ?? [];
  if (lower !== null && upper !== null && lower >= upper) {
    complain('limits', 'The lower limit comes first: [lowest, highest].');
  }
  if (safe !== undefined && !Object.hasOwn(options ?? {}, safe)) {
    complain(
      'safe',
      options
        ? `"${safe}" is none of its options. Choose ${Object.keys(options).join(' or ')}.`
        : 'Only a selection has a safe choice. Give it options.',
    );
  }
  if (safe !== undefined && command === undefined) {
    complain('safe', 'It cannot be set: it has no command.');
  }
  const mistake = stopMistake({ ...fields, onStop, command });
  if (mistake !== null) complain('onStop', mistake);
  if (!options) return;
  const words = Object.values(options).map((word) => word.toLowerCase());
  if (words.length === 0 || new Set(words).size < words.length) {
    complain('options', 'Give each choice a word of its own.');
  }
  if (unit !== '' || tolerance !== undefined) {
    complain(
      unit === '' ? 'tolerance' : 'unit',
      'A selection is no number: it has no unit and no tolerance.',
    );
  }
}
