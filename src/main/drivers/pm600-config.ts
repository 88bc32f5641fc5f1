import { z } from 'zod';
import {
  axesByName,
  axisFields,
  homeFields,
  stepFields,
  stopFields,
} from './axis-config.ts';

/** What the beamline file says of a chain of PM600 controllers. */
export const pm600Config = z.strictObject({
  axes: axesByName(
    z.strictObject({
      address: z
        .number()
        .int()
        .min(1)
        .max(99)
        .describe('Address on the chain, 1 to 99.'),
      ...axisFields,
      ...stepFields,
      ...homeFields,
      ...stopFields,
      encoder: z
        .boolean()
        .default(false)
        .describe('It has an encoder, shown beside the position.'),
      readback: z
        .enum(['commanded', 'actual'])
        .default('actual')
        .describe(
          'Position shown: steps commanded, or the encoder where there is one.',
        ),
    }),
  ),
});
export type Pm600Config = z.infer<typeof pm600Config>;
