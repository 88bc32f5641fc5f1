import { z } from 'zod';
import {
  axesByName,
  axisFields,
  homeFields,
  stepFields,
  stopFields,
} from './axis-config.ts';

/** A board is rack x 10 + slot, slots 1 to 8. */
const address = z
  .number()
  .int()
  .min(1)
  .max(158)
  .refine((board) => board % 10 >= 1 && board % 10 <= 8, {
    error:
      'A board is rack x 10 + slot, slots 1 to 8: 1...8, 11...18, up to 158.',
  })
  .describe('Board: rack x 10 + slot.');

/** What the beamline file says of an IcePAP system. */
export const icepapConfig = z.strictObject({
  axes: axesByName(
    z.strictObject({
      address,
      ...axisFields,
      ...stepFields,
      ...homeFields,
      ...stopFields,
      encoder: z
        .boolean()
        .default(false)
        .describe('It has an encoder, shown beside the position.'),
      readback: z
        .enum(['axis', 'measure'])
        .default('axis')
        .describe(
          'Position register shown: axis = steps sent, measure = the encoder where there is one.',
        ),
    }),
  ),
});
export type IcepapConfig = z.infer<typeof icepapConfig>;
