import { z } from 'zod';
import { addressKey, axisConfig } from './axis-config.ts';
import { lineKind } from './line-kind.ts';

/** One axis of a PI controller and its stage. */
export const gcs2Axis = axisConfig.extend({
  /** Whether it is found referenced and with its servo on, or as power-on leaves it. */
  isReferenced: z.boolean().default(false),
  /** Distance of the load from the setpoint at which the servo gives up (parameter 0x8). */
  followingError: z.number().positive().default(1),
  /** What `CST?` says. */
  stage: z.string().regex(/^\S+$/).default('M-405.DG'),
});
export type Gcs2AxisConfig = z.infer<typeof gcs2Axis>;

/** A PI controller that speaks GCS 2. */
export const gcs2Config = z.strictObject({
  protocol: z.literal('gcs2'),
  line: lineKind,
  /** What `*IDN?` says. */
  identity: z
    .string()
    .default(
      '(c)2015 Physik Instrumente (PI) GmbH & Co. KG, C-884.4DC, 0, 2.1.0.0',
    ),
  /** Commands that it does not know: controllers differ. */
  lacks: z.array(z.string()).default([]),
  axes: z.record(
    addressKey(
      (address) => address >= 1 && address <= 16,
      'An axis of a PI controller has a number from 1 to 16.',
    ),
    gcs2Axis,
  ),
});
export type Gcs2Config = z.infer<typeof gcs2Config>;
