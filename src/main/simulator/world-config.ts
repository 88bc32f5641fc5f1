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
  /** Counts per count of beam, where every factor is 1. */
  scale: z.number().nonnegative().default(1),
  /** Share of `scale` that is there wherever the axes stand. */
  background: z.number().min(0).max(1).default(0),
  factors: z.array(factor).default([]),
});
export type Signal = z.infer<typeof signal>;

const ring = z.strictObject({
  /** mA after a top-up. */
  current: z.number().nonnegative().default(200),
  lifetimeHours: length.default(10),
  /** mA at which a top-up begins; no lower than that. */
  topUpBelow: z.number().nonnegative().default(198),
  /** mA/s. */
  topUpRate: length.default(0.5),
});

const blades = z.strictObject({
  /** Axis of the blade at low values, and of the one at high values. */
  low: z.string(),
  high: z.string(),
});

const beam = z.strictObject({
  /** Counts per second with 200 mA, shutter and slits wide open. */
  rate: length.default(2.16e6),
  /** Counts per second of every detector in the dark. */
  dark: z.number().nonnegative().default(400),
  /** Amperes that a picoammeter shows for one count per second. */
  amperes: length.default(1e-13),
  centre: z.number().default(0),
  fwhm: length.default(0.4),
  slits: z.array(blades).default([]),
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
