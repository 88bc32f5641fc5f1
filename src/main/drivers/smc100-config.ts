import { z } from 'zod';
import { axesByName, axisFields, rampFields } from './axis-config.ts';

/** What the beamline file says of a chain of SMC100 controllers. */
export const smc100Config = z.strictObject({
  axes: axesByName(
    z.strictObject({
      address: z
        .number()
        .int()
        .min(1)
        .max(31)
        .describe('Address on the chain, 1 to 31.'),
      ...axisFields,
      ...rampFields,
    }),
  ),
});
export type Smc100Config = z.infer<typeof smc100Config>;
