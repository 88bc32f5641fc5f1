import { z } from 'zod';
import { lineKind } from './line-kind.ts';

const letter = z
  .string()
  .regex(/^[A-D]$/, 'An input of a Lake Shore 336 is A, B, C or D.');

/** A temperature with its sensor. Kelvin, seconds. */
const lakeshoreInput = z
  .strictObject({
    start: z.number().nonnegative().default(295),
    /** Where it goes without heat. */
    rest: z.number().nonnegative().default(77),
    timeConstant: z.number().positive().default(20),
    /** How far above `rest` full power takes it. */
    reach: z.number().positive().default(300),
    sensor: z
      .enum(['good', 'disconnected', 'shorted', 'invalid'])
      .default('good'),
    /** What the curve of the sensor covers. */
    curve: z
      .tuple([z.number(), z.number()])
      .refine(([low, high]) => low < high, {
        error: 'The lower end of the curve comes first.',
      })
      .default([1.4, 475]),
    /** What the setpoint of its loop counts in. */
    units: z.enum(['kelvin', 'celsius', 'sensor']).default('kelvin'),
  })
  .prefault({});
export type LakeshoreInputConfig = z.infer<typeof lakeshoreInput>;

/** An output in closed loop with one of the inputs. */
const lakeshoreOutput = z.strictObject({
  input: letter,
  heater: z.enum(['good', 'open', 'short']).default('good'),
});
export type LakeshoreOutputConfig = z.infer<typeof lakeshoreOutput>;

/** A Lake Shore 336 temperature controller. */
export const lakeshoreConfig = z.strictObject({
  protocol: z.literal('lakeshore'),
  line: lineKind,
  /** What comes sooner than this after an answer is lost, ms. */
  restMs: z.number().nonnegative().default(50),
  inputs: z.record(letter, lakeshoreInput),
  outputs: z
    .record(
      z
        .string()
        .regex(/^[1-4]$/, 'An output of a Lake Shore 336 is 1, 2, 3 or 4.'),
      lakeshoreOutput,
    )
    .default({}),
});
export type LakeshoreConfig = z.infer<typeof lakeshoreConfig>;
