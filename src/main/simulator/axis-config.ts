import { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { SimulatedAxis } from './axis.ts';
import type { World } from './world.ts';

const end = z.number().nullable();

/** A simulated motor in the beamline's units: mm or deg, and per second. */
export const axisConfig = z.strictObject({
  drives: z.string().optional().describe('Axis of the world that it moves.'),
  stepsPerUnit: z
    .number()
    .positive()
    .default(1000)
    .describe('Steps of the controller per unit, as in the instrument.'),
  start: z.number().default(0).describe('Where it stands at the start.'),
  switches: z
    .tuple([end, end])
    .refine(([low, high]) => low === null || high === null || low < high, {
      error: 'The lower switch comes first: [lower, upper].',
    })
    .default([null, null])
    .describe('Where the limit switches are: [lower, upper]; null = none.'),
  home: z.number().default(0).describe('Where the home switch is.'),
  velocity: z
    .number()
    .positive()
    .default(5)
    .describe('Units per second, until the driver sets another one.'),
  acceleration: z
    .number()
    .positive()
    .default(50)
    .describe('Units per second squared, until the driver sets another one.'),
  lag: z
    .number()
    .nonnegative()
    .default(3)
    .describe('Steps by which the load lags behind in motion.'),
  settlingMs: z
    .number()
    .min(0)
    .max(60_000)
    .default(10)
    .describe('Time in which the load comes into place, ms.'),
});
export type AxisConfig = z.infer<typeof axisConfig>;

/** Brings a motor to life and tells the world where its load is. */
export function createAxis(
  config: AxisConfig,
  world: World,
  clock: Clock,
): SimulatedAxis {
  const { stepsPerUnit, drives } = config;
  const [lower, upper] = config.switches;
  const toSteps = (units: number) => Math.round(units * stepsPerUnit);
  const axis = new SimulatedAxis(
    {
      position: toSteps(config.start),
      velocity: config.velocity * stepsPerUnit,
      acceleration: config.acceleration * stepsPerUnit,
      lower: lower === null ? null : toSteps(lower),
      upper: upper === null ? null : toSteps(upper),
      home: toSteps(config.home),
      lag: config.lag,
      settlingMs: config.settlingMs,
    },
    clock,
  );
  if (drives !== undefined) {
    world.place(drives, () => axis.load / stepsPerUnit);
  }
  return axis;
}

/** The address of a motor on an instrument: `1`, `2`... */
export function addressKey(
  isAddress: (address: number) => boolean,
  hint: string,
) {
  return z
    .string()
    .refine((key) => /^\d+$/.test(key) && isAddress(Number(key)), {
      error: hint,
    });
}

/** Motors by their address on the instrument. */
export function axesConfig(
  isAddress: (address: number) => boolean,
  hint: string,
) {
  return z.record(addressKey(isAddress, hint), axisConfig);
}
