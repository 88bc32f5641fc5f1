import { z } from 'zod';
import { axisConfig } from './axis-config.ts';
import { lineKind } from './line-kind.ts';

/** One axis of a Galil controller and its motor. */
export const galilAxis = axisConfig.extend({
  /** Whether the motor is found with power (SH) or without (MO). */
  isOn: z.boolean().default(false),
});
export type GalilAxisConfig = z.infer<typeof galilAxis>;

/** A Galil DMC controller. */
export const galilConfig = z.strictObject({
  protocol: z.literal('galil'),
  line: lineKind,
  /** Whether it repeats what is sent (EO), as it does on a serial line after power-on. */
  echo: z.boolean().optional(),
  axes: z.record(
    z
      .string()
      .regex(/^[A-H]$/, 'An axis of a Galil controller has a letter, A to H.'),
    galilAxis,
  ),
});
export type GalilConfig = z.infer<typeof galilConfig>;
