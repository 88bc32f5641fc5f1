import { z } from 'zod';
import { addressKey, axisConfig } from './axis-config.ts';

/** One SMC100 box and its stage. */
export const smc100Axis = axisConfig.extend({
  /** The state in which it is found. `not referenced` is what power-on leaves; the others have been homed before. */
  state: z
    .enum(['not referenced', 'configuration', 'ready', 'disable', 'jogging'])
    .default('not referenced'),
  /** Distance of the load from the setpoint at which it gives up (command FE). */
  followingError: z.number().positive().default(1),
  /** What `ID?` says. */
  stage: z.string().default('UTS100CC'),
});
export type Smc100AxisConfig = z.infer<typeof smc100Axis>;

/** A chain of Newport SMC100 controllers on one serial line. */
export const smc100Config = z.strictObject({
  protocol: z.literal('smc100'),
  axes: z.record(
    addressKey(
      (address) => address >= 1 && address <= 31,
      'A controller of an SMC100 chain has an address from 1 to 31.',
    ),
    smc100Axis,
  ),
});
export type Smc100Config = z.infer<typeof smc100Config>;
