import { z } from 'zod';
import { axesByName, axisFields, controllerStopFields } from './axis-config.ts';

/** Where an axis looks for its reference, and the command that does. */
export const REFERENCE_COMMANDS = {
  switch: 'FRF',
  lower: 'FNL',
  upper: 'FPL',
} as const;

/** What the beamline file says of a PI controller. */
export const gcs2Config = z.strictObject({
  axes: axesByName(
    z.strictObject({
      address: z
        .union([
          z.number().int().min(1).max(64),
          z.string().regex(/^[\w-]{1,8}$/, {
            error:
              'Write the axis as the controller does, such as 1 or A: at most 8 letters, digits, - and _.',
          }),
        ])
        .describe('The axis as the controller names it (SAI?): 1, 2, A...'),
      ...axisFields,
      reference: z
        .enum(['auto', 'switch', 'lower', 'upper'])
        .default('auto')
        .describe(
          'Where its reference is looked for: its reference switch, or a limit switch. auto = the reference switch where it has one, else the lower limit switch.',
        ),
    }),
  ),
  ...controllerStopFields,
});
export type Gcs2Config = z.infer<typeof gcs2Config>;
