import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { formula } from './formula.ts';

const counter = z.strictObject({
  value: formula.describe(
    'Expression over the names of its inputs: i1/i0, log(i0/i1).',
  ),
  unit: z.string().default('').describe('Unit of the result.'),
  group: z.string().default('').describe('Heading under which it is shown.'),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(4)
    .describe('Decimals shown.'),
});

/** What the beamline file says of counters that are calculated from others. */
export const calculatedCounterConfig = z.strictObject({
  counters: z
    .record(DeviceName, counter)
    .describe('The calculated counters, by name.'),
});
export type CalculatedCounterConfig = z.infer<typeof calculatedCounterConfig>;
