import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { convert, isUnit } from '../device/units.ts';
import type { NamedPlace } from './types.ts';

const limit = z.number().nullable();

/** How a motor axis is written in the beamline file, whatever its controller. */
export const axisFields = {
  unit: z.string().default('mm').describe('Unit of the axis: mm, deg, um...'),
  limits: z
    .tuple([limit, limit])
    .refine(
      ([lower, upper]) => lower === null || upper === null || lower < upper,
      {
        error: 'The lower limit comes first: [lower, upper].',
      },
    )
    .default([null, null])
    .describe(
      'Lower and upper end of travel, in dial units; null leaves a side open.',
    ),
  velocity: z
    .number()
    .positive()
    .default(1)
    .describe(
      'Velocity in units per second; set in the controller at connect.',
    ),
  acceleration: z
    .number()
    .positive()
    .default(10)
    .describe(
      'Acceleration in units per second squared; set in the controller at connect.',
    ),
  group: z.string().default('').describe('Heading under which it is shown.'),
  decimals: z
    .number()
    .int()
    .min(0)
    .max(12)
    .default(3)
    .describe('Decimals shown.'),
  step: z
    .number()
    .positive()
    .default(0.1)
    .describe('First jog step, in units.'),
  sign: z
    .union([z.literal(1), z.literal(-1)])
    .default(1)
    .describe('Direction: user position = sign x scale x dial + offset.'),
  scale: z
    .number()
    .positive()
    .default(1)
    .describe(
      'User units per dial unit: a lever, or a motor that counts in other units.',
    ),
  offset: z
    .number()
    .default(0)
    .describe('User position where the dial stands at 0.'),
  tolerance: z
    .number()
    .positive()
    .optional()
    .describe(
      'How far from the target it may stand when it says done, in dial units. Left out: two steps, or 0.001 where the controller does not count in steps.',
    ),
  backlash: z
    .number()
    .default(0)
    .describe(
      'Every move ends with at least this way in this direction, in dial units; 0 = none.',
    ),
  settle: z
    .number()
    .min(0)
    .max(60)
    .default(0)
    .describe('Seconds to wait after a move, for the mechanics to calm down.'),
  homeTimeout: z
    .number()
    .positive()
    .max(3600)
    .default(300)
    .describe('Seconds that finding the reference may take.'),
};

/** Of an axis whose controller counts in steps. */
export const stepFields = {
  stepsPerUnit: z
    .number()
    .positive()
    .default(1000)
    .describe('Steps of the controller per unit.'),
};

/** Of an axis that its controller stops with its ramp or at once, whatever the others do. */
export const stopFields = {
  onStop: z
    .enum(['ramp', 'abort'])
    .default('ramp')
    .describe(
      'What a stop, and STOP ALL, does: ramp = it slows down with its acceleration; abort = it stops at once, without a ramp, and may lose steps.',
    ),
};

/** Of a controller that stops one axis with its ramp only, but all of them also at once. */
export const controllerStopFields = {
  onStop: z
    .enum(['ramp', 'abort'])
    .default('ramp')
    .describe(
      'What STOP ALL, or a stop of all its axes together, does: ramp = they slow down with their acceleration; abort = they stop at once, without a ramp, also axes that are not in this file. One axis alone is stopped with its ramp.',
    ),
};

/** Of an axis that can be stopped in no other way. */
export const rampFields = {
  onStop: z
    .enum(['ramp'])
    .default('ramp')
    .describe(
      'What a stop, and STOP ALL, does: it slows down with its acceleration. This controller has no other stop.',
    ),
};

/** Of an axis that is told which way its reference lies. */
export const homeFields = {
  home: z
    .enum(['positive', 'negative'])
    .default('negative')
    .describe('Direction in which its reference is looked for, dial.'),
  homeAt: z
    .number()
    .nullable()
    .default(null)
    .describe(
      'Dial position of the reference: the controller counts from it once it was found. null leaves the count as it is.',
    ),
};

/** The fields of an axis that are common to all controllers, parsed. */
export type AxisFields = z.infer<z.ZodObject<typeof axisFields>>;

/** What of an axis is looked at beside the others. */
type AddressedAxis = Pick<
  AxisFields,
  'unit' | 'scale' | 'backlash' | 'limits'
> & { readonly address: number | string };

/** What is wrong with an axis whose fields are right one by one: where, and why. */
function mistakesOf({ unit, scale, backlash, limits }: AddressedAxis) {
  const [lower, upper] = limits;
  const travel = lower === null || upper === null ? Infinity : upper - lower;
  return [
    // With a scale, its user units may be anything that its way stands for.
    ...(scale === 1 && isUnit(unit) && !isOfMotion(unit)
      ? [
          {
            key: 'unit',
            message: `A motor does not move in ${unit}. Give a length (mm, um), an angle (deg, mrad), or leave it empty: unit: ''.`,
          },
        ]
      : []),
    ...(travel > 0 && Math.abs(backlash) >= travel
      ? [
          {
            key: 'backlash',
            message: `A backlash of ${backlash} does not fit between the limits: the whole way is ${travel} long. Choose a smaller one.`,
          },
        ]
      : []),
  ];
}

/** Lengths, angles, counts, and pure numbers. */
function isOfMotion(unit: string): boolean {
  return ['mm', 'deg', 'cts', ''].some((motion) => {
    try {
      convert(1, unit, motion);
      return true;
    } catch {
      return false;
    }
  });
}

/** Axes by name. Two axes with one address are refused, and what no motor can have. */
export function axesByName<S extends z.ZodType<AddressedAxis>>(axis: S) {
  return z
    .record(DeviceName, axis)
    .superRefine((axes, context) => {
      const taken = new Map<number | string, string>();
      for (const [name, fields] of Object.entries(axes)) {
        const { address } = fields;
        for (const { key, message } of mistakesOf(fields))
          context.addIssue({ code: 'custom', path: [name, key], message });
        const other = taken.get(String(address));
        if (other !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [name, 'address'],
            message: `Address ${address} is taken by ${other}. Give each axis its own.`,
          });
        }
        taken.set(String(address), name);
      }
    })
    .describe('The axes, by name.');
}

/** Names and places of devices written as a table `key: { name: ... }`. */
export function namesIn(
  key: string,
  table: Readonly<Record<string, unknown>>,
): NamedPlace[] {
  return Object.keys(table).map((name) => ({ name, path: [key, name] }));
}
