import { z } from 'zod';

const length = z.number().positive();

/** An axis by name, or a sum of axes with factors: `{tth: 1, theta: -2}`. */
const place = z.union([
  z.string(),
  z
    .record(z.string(), z.number())
    .refine((sum) => Object.keys(sum).length > 0, {
      error: 'Name at least one axis, e.g. {tth: 1, theta: -2}.',
    }),
]);

/** What a signal depends on: 0...1, by position. */
const factor = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gaussian'),
    axis: place,
    centre: z.number(),
    fwhm: length,
  }),
  z.strictObject({
    kind: z.literal('edge'),
    axis: place,
    centre: z.number(),
    /** From 8 % to 92 %. */
    width: length,
    direction: z.enum(['rising', 'falling']).default('rising'),
  }),
]);
export type Factor = z.infer<typeof factor>;

/** What a counter sees: a share of the beam behind the slits. */
const signal = z.strictObject({
  scale: z
    .number()
    .nonnegative()
    .default(1)
    .describe('Counts per count of beam, where every factor is 1.'),
  background: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe('Share of scale that is there wherever the axes stand.'),
  factors: z
    .array(factor)
    .default([])
    .describe('What it depends on; the factors are multiplied.'),
});
export type Signal = z.infer<typeof signal>;

const ring = z.strictObject({
  current: z
    .number()
    .nonnegative()
    .default(200)
    .describe('Current after a top-up, mA.'),
  lifetimeHours: length.default(10).describe('Lifetime of the beam, hours.'),
  topUpBelow: z
    .number()
    .nonnegative()
    .default(198)
    .describe('Current at which a top-up begins, mA; it gets no lower.'),
  topUpRate: length.default(0.5).describe('Speed of a top-up, mA/s.'),
});

const blades = z.strictObject({
  low: z.string().describe('Axis of the blade at low values.'),
  high: z.string().describe('Axis of the blade at high values.'),
});

const beam = z.strictObject({
  rate: length
    .default(2.16e6)
    .describe('Counts per second with 200 mA, shutter and slits wide open.'),
  dark: z
    .number()
    .nonnegative()
    .default(400)
    .describe('Counts per second of every detector in the dark.'),
  amperes: length
    .default(1e-13)
    .describe('Amperes that a picoammeter shows for one count per second.'),
  centre: z.number().default(0).describe('Centre of the beam at the slits.'),
  fwhm: length.default(0.4).describe('Width of the beam at the slits.'),
  slits: z
    .array(blades)
    .default([])
    .describe('Pairs of blades that the beam passes.'),
});

/** What the simulated beamline is like behind its instruments. */
export const worldConfig = z.strictObject({
  ring: ring.prefault({}),
  shutter: z
    .strictObject({
      isOpen: z.boolean().default(true),
      travelMs: z.number().min(0).max(60_000).default(150),
    })
    .prefault({}),
  beam: beam.prefault({}),
  signals: z.record(z.string(), signal).default({}),
});
export type WorldConfig = z.infer<typeof worldConfig>;
