import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { convert } from '../device/units.ts';

/** What the beamline file says of a Keithley meter as a counter, whatever its model. */
export const meterFields = {
  counter: DeviceName.describe('Name of the counter.'),
  scale: z
    .number()
    .positive()
    .optional()
    .describe(
      'Where given, value = scale x reading in A or V, and `unit` is any word: 1e12 and cts show 1000 counts per nA.',
    ),
  group: z.string().default('').describe('Heading under which it is shown.'),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  lineHz: z
    .union([z.literal(50), z.literal(60)])
    .default(50)
    .describe('Frequency of the mains, Hz.'),
  filter: z
    .enum(['off', 'repeating', 'moving'])
    .default('off')
    .describe(
      'Filter of the instrument, as it is set at connect: off, repeating, moving.',
    ),
  filterCount: z
    .number()
    .int()
    .min(2)
    .max(100)
    .default(10)
    .describe('Readings that the filter averages, 2 to 100.'),
  terminator: z
    .enum(['lf', 'cr', 'crlf'])
    .default('lf')
    .describe('What ends a command sent; any is accepted in replies.'),
};
export type MeterFields = z.infer<z.ZodObject<typeof meterFields>>;

/** The voltage or current that a meter puts out. */
export const sourceFields = {
  level: DeviceName.describe('Name of the level that is put out.'),
  output: DeviceName.describe(
    'Name of the switch that puts it out: on or off.',
  ),
  limits: z
    .tuple([z.number(), z.number()])
    .refine(([lower, upper]) => lower < upper, {
      error: 'The lower limit comes first: [lowest, highest].',
    })
    .optional()
    .describe(
      'Lowest and highest level, in V or A; left out: what the model can.',
    ),
  onStop: z
    .enum(['leave', 'output-off'])
    .describe(
      'What a stop, and STOP ALL, does to it: leave it as it is, or switch the output off.',
    ),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  group: z.string().default('').describe('Heading under which it is shown.'),
};
export type SourceFields = z.infer<z.ZodObject<typeof sourceFields>>;

/** Whether readings in `base` can be shown in this unit. */
export function converts(base: string, unit: string): boolean {
  try {
    convert(1, base, unit);
    return true;
  } catch {
    return false;
  }
}
