import { z } from 'zod';
import {
  axesByName,
  axisFields,
  controllerStopFields,
  homeFields,
  stepFields,
} from './axis-config.ts';

/** What the beamline file says of a Galil DMC controller. */
export const galilConfig = z.strictObject({
  axes: axesByName(
    z.strictObject({
      address: z
        .string()
        .regex(/^[A-H]$/, 'An axis of a Galil controller has a letter, A to H.')
        .describe('Letter of the axis, A to H.'),
      ...axisFields,
      ...stepFields,
      ...homeFields,
      homeBy: z
        .enum(['HM', 'FE', 'FI'])
        .default('HM')
        .describe(
          'How its reference is found: HM = home switch, then index or once more slowly; FE = edge of the home switch; FI = index of the encoder, in the direction of home. HM and FE see from the switch which way to go.',
        ),
      homeVelocity: z
        .number()
        .positive()
        .optional()
        .describe(
          'Velocity while its reference is looked for, units per second. Left out: velocity.',
        ),
      encoder: z
        .boolean()
        .default(false)
        .describe('It has an encoder, shown beside the position.'),
      countsPerUnit: z
        .number()
        .positive()
        .optional()
        .describe(
          'Counts of the encoder per unit. Left out: stepsPerUnit, as with servo motors.',
        ),
      readback: z
        .enum(['commanded', 'steps', 'encoder'])
        .default('commanded')
        .describe(
          'Position shown: commanded (RP), steps sent to a stepper (TD), or the encoder (TP).',
        ),
    }),
  ),
  ...controllerStopFields,
});
export type GalilConfig = z.infer<typeof galilConfig>;
