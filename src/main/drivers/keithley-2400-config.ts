import { z } from 'zod';
import { converts, meterFields, sourceFields } from './keithley-fields.ts';

/** What the beamline file says of a Keithley 2400: a counter, and what it puts out. */
export const keithley2400Config = z
  .strictObject({
    ...meterFields,
    measure: z
      .enum(['current', 'voltage'])
      .default('current')
      .describe('What the counter shows: current or voltage.'),
    unit: z
      .string()
      .optional()
      .describe(
        'Unit shown; readings are converted from A or V, unless there is a scale. Left out: A or V.',
      ),
    range: z
      .union([z.literal('auto'), z.number().positive()])
      .default('auto')
      .describe(
        'Range of what is measured, in A (1e-6 to 1) or V (0.2 to 200), as it is set at connect, or auto.',
      ),
    longestNplc: z
      .number()
      .min(0.01)
      .max(10)
      .default(10)
      .describe(
        'Longest integration of one reading, in mains periods; longer exposures are averages of several.',
      ),
    source: z
      .strictObject({
        function: z
          .enum(['voltage', 'current'])
          .default('voltage')
          .describe('What it puts out: voltage or current.'),
        ...sourceFields,
        compliance: z
          .number()
          .positive()
          .describe(
            'What it lets through at most: A for a voltage source, V for a current source. Set at each connect.',
          ),
      })
      .describe('What it puts out.'),
  })
  .superRefine(({ measure, unit, scale, range }, context) => {
    const { base, ends } = measured[measure];
    if (unit !== undefined && scale === undefined && !converts(base, unit)) {
      context.addIssue({
        code: 'custom',
        path: ['unit'],
        message: `A ${measure} in ${base} does not convert to this unit. Choose another, or give a scale.`,
      });
    }
    if (range !== 'auto' && range > Math.max(...ends)) {
      context.addIssue({
        code: 'custom',
        path: ['range'],
        message: `The largest range of a ${measure} is ${Math.max(...ends)} ${base}.`,
      });
    }
  });
export type Keithley2400Config = z.infer<typeof keithley2400Config>;

/** What a 2400 measures, and the ends of its ranges. */
export const measured = {
  current: {
    root: 'CURR',
    base: 'A',
    field: 1,
    ends: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
  },
  voltage: { root: 'VOLT', base: 'V', field: 0, ends: [0.2, 2, 20, 200] },
} as const;
