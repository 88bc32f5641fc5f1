import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';

const shown = {
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  group: z.string().default('').describe('Heading under which it is shown.'),
};

const input = z.strictObject({
  input: z.enum(['A', 'B', 'C', 'D']).describe('Input of the sensor: A to D.'),
  ...shown,
});

const loop = z.strictObject({
  output: z
    .number()
    .int()
    .min(1)
    .max(4)
    .describe(
      'Control output, 1 to 4. It follows the input that is set there.',
    ),
  limits: z
    .tuple([z.number().nullable(), z.number().nullable()])
    .refine(
      ([lower, upper]) => lower === null || upper === null || lower < upper,
      { error: 'The lower limit comes first: [lower, upper].' },
    )
    .default([0, null])
    .describe('Lowest and highest setpoint, K; null leaves a side open.'),
  wait: z
    .boolean()
    .default(true)
    .describe(
      'Whether a setting is over when the temperature is there, or as soon as the setpoint was taken.',
    ),
  tolerance: z
    .number()
    .positive()
    .default(0.5)
    .describe('How far from the setpoint the temperature may be, K.'),
  window: z
    .number()
    .min(0)
    .max(86_400)
    .default(10)
    .describe('How long it must have been that near, seconds.'),
  timeout: z
    .number()
    .positive()
    .max(604_800)
    .default(3_600)
    .describe('How long is waited for that, seconds.'),
  onStop: z
    .enum(['leave', 'off', 'hold'])
    .default('leave')
    .describe(
      'What a stop does: leave = the heater goes on as it is; off = heater off; hold = ramp off, and the temperature of now is the setpoint.',
    ),
  ...shown,
});

/** What the beamline file says of a Lake Shore 336. */
export const lakeshoreConfig = z
  .strictObject({
    inputs: z
      .record(DeviceName, input)
      .default({})
      .describe('The temperatures, by name.'),
    loops: z
      .record(DeviceName, loop)
      .default({})
      .describe('The control loops, by name.'),
    poll: z
      .number()
      .min(0.05)
      .max(3600)
      .default(1)
      .describe('Seconds between two readings.'),
  })
  .superRefine(({ inputs, loops }, context) => {
    const places = [
      ...Object.entries(inputs).map(
        ([name, { input: at }]) => [['inputs', name, 'input'], at] as const,
      ),
      ...Object.entries(loops).map(
        ([name, { output }]) =>
          [['loops', name, 'output'], String(output)] as const,
      ),
    ];
    const taken = new Map<string, string>();
    for (const [path, place] of places) {
      const other = taken.get(place);
      if (other !== undefined) {
        context.addIssue({
          code: 'custom',
          path: [...path],
          message: `${place} is taken by ${other}. Give each its own.`,
        });
      }
      taken.set(place, path[1]);
    }
  });
export type LakeshoreConfig = z.infer<typeof lakeshoreConfig>;
export type LakeshoreInputConfig = z.infer<typeof input>;
export type LakeshoreLoopConfig = z.infer<typeof loop>;
