import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { formula } from './formula.ts';

const axis = z.strictObject({
  value: formula.describe(
    'Expression that makes the position of the real ones: right + left.',
  ),
  moves: z
    .record(DeviceName, formula)
    .refine((moves) => Object.keys(moves).length > 0, {
      error:
        'It moves nothing. Name at least one axis and where it goes: {left: target / 2}; a value that only follows others is a calculated counter.',
    })
    .describe(
      'Where each real axis goes: an expression over `target` and the real axes and other pseudo axes at their present positions.',
    ),
  unit: z.string().default('mm').describe('Unit of the position.'),
  limits: z
    .tuple([z.number().nullable(), z.number().nullable()])
    .default([null, null])
    .describe(
      'Lower and upper end; the limits of the real axes count as well.',
    ),
  group: z.string().default('').describe('Heading under which it is shown.'),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  step: z.number().positive().default(0.1).describe('First jog step.'),
});

/** What the beamline file says of axes that are made of others. */
export const pseudoAxisConfig = z.strictObject({
  axes: z.record(DeviceName, axis).describe('The pseudo axes, by name.'),
});
export type PseudoAxisConfig = z.infer<typeof pseudoAxisConfig>;
export type PseudoAxisEntry = z.infer<typeof axis>;
