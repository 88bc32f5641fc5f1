import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { convert } from '../device/units.ts';

/** What the beamline file says of a Keithley 6485, 6487 or 6514 used as a counter. */
export const keithleyConfig = z
  .strictObject({
    counter: DeviceName.describe('Name of the counter.'),
    unit: z
      .string()
      .default('A')
      .describe(
        'Unit shown; readings are converted from A, unless there is a scale.',
      ),
    scale: z
      .number()
      .positive()
      .optional()
      .describe(
        'Where given, value = scale x reading in A, and `unit` is any word: 1e12 and cts show 1000 counts per nA.',
      ),
    group: z.string().default('').describe('Heading under which it is shown.'),
    decimals: z
      .number()
      .int()
      .min(0)
      .max(12)
      .default(3)
      .describe('Decimals shown.'),
    range: z
      .union([z.literal('auto'), z.number().min(2e-9).max(2e-2)])
      .default('auto')
      .describe('Current range in A, 2e-9 to 2e-2, or auto.'),
    lineHz: z
      .union([z.literal(50), z.literal(60)])
      .default(50)
      .describe('Frequency of the mains, Hz.'),
    longestNplc: z
      .number()
      .min(0.01)
      .max(60)
      .default(50)
      .describe(
        'Longest integration of one reading, in mains periods; longer exposures are averages of several.',
      ),
    terminator: z
      .enum(['lf', 'cr', 'crlf'])
      .default('lf')
      .describe('What ends a command sent; any is accepted in replies.'),
  })
  .refine(({ unit, scale }) => scale !== undefined || fitsAmperes(unit), {
    path: ['unit'],
    error:
      'A current in A does not convert to this unit. Use A, mA, uA, nA, pA, or give a scale.',
  });
export type KeithleyConfig = z.infer<typeof keithleyConfig>;

function fitsAmperes(unit: string): boolean {
  try {
    convert(1, 'A', unit);
    return true;
  } catch {
    return false;
  }
}
