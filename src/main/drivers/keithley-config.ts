import { z } from 'zod';
import { converts, meterFields, sourceFields } from './keithley-fields.ts';

/** What the beamline file says of a Keithley 6485, 6487 or 6514 used as a counter. */
export const keithleyConfig = z
  .strictObject({
    ...meterFields,
    model: z
      .enum(['6485', '6487', '6514'])
      .default('6485')
      .describe('Which it is: 6485, 6487 or 6514. They have other ranges.'),
    unit: z
      .string()
      .default('A')
      .describe(
        'Unit shown; readings are converted from A, unless there is a scale.',
      ),
    range: z
      .union([z.literal('auto'), z.number().min(2e-11).max(2e-2)])
      .default('auto')
      .describe(
        'Current range in A, as it is set at connect: 2e-9 to 2e-2 (6514: from 2e-11), or auto.',
      ),
    longestNplc: z
      .number()
      .min(0.01)
      .max(60)
      .default(50)
      .describe(
        'Longest integration of one reading, in mains periods; longer exposures are averages of several.',
      ),
    source: z
      .strictObject(sourceFields)
      .optional()
      .describe('The voltage source of a 6487.'),
  })
  .refine(({ unit, scale }) => scale !== undefined || converts('A', unit), {
    path: ['unit'],
    error:
      'A current in A does not convert to this unit. Use A, mA, uA, nA, pA, or give a scale.',
  })
  .refine(({ model, source }) => source === undefined || model === '6487', {
    path: ['source'],
    error:
      'Only the 6487 has a voltage source. Write model: "6487", if it is one.',
  });
export type KeithleyConfig = z.infer<typeof keithleyConfig>;
