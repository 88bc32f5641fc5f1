import type { Clock } from '../base/clock.ts';
import { createRandom, type Random } from './random.ts';
import { createShutter, type Shutter } from './shutter.ts';
import { createRing, type Ring } from './ring.ts';
import { factorAt, type Places } from './signals.ts';
import { openShare } from './slits.ts';
import type { WorldConfig } from './world-config.ts';

/** What the simulated instruments have in common: one beam, one sample, one noise. */
export interface World {
  readonly ring: Ring;
  readonly shutter: Shutter;
  /** An instrument says where the axis of this name is, in the axis's unit. */
  place(axis: string, position: () => number): void;
  /** Counts per second a detector would see now, without noise. */
  rate(signal: string): number;
  /** Counts in a time during which the rate was `rate` on average: Poisson, from the seed. */
  count(signal: string, rate: number, seconds: number): number;
  /** Amperes per count per second. */
  readonly amperes: number;
}

/** Ring current at which the configured rate holds, mA. */
const nominalCurrent = 200;

/**
 * The world behind the instruments. It asks the axes where they are when somebody looks, and keeps no timers.
 * Each signal has noise of its own, so that the order in which detectors are read does not matter.
 */
export function createWorld(
  config: WorldConfig,
  seed: number,
  clock: Clock,
): World {
  const places = new Map<string, () => number>();
  const noise = new Map<string, Random>();
  const ring = createRing(config.ring, clock);
  const shutter = createShutter(config.shutter, clock);
  const at: Places = (axis) => places.get(axis)?.() ?? 0;

  function beamRate(): number {
    const { rate, centre, fwhm, slits } = config.beam;
    const share = slits.reduce(
      (product, blades) =>
        product * openShare(at(blades.low), at(blades.high), centre, fwhm),
      1,
    );
    return (
      rate * (ring.current() / nominalCurrent) * shutter.openShare() * share
    );
  }

  function rate(name: string): number {
    const signal = config.signals[name];
    const { dark } = config.beam;
    if (!signal) return dark;
    const product = signal.factors.reduce(
      (value, factor) => value * factorAt(factor, at),
      1,
    );
    const share = signal.background + (1 - signal.background) * product;
    return beamRate() * signal.scale * share + dark;
  }

  function count(name: string, mean: number, seconds: number): number {
    const random = noise.get(name) ?? createRandom(seed, name);
    noise.set(name, random);
    return random.poisson(mean * seconds);
  }

  return {
    ring,
    shutter,
    place: (axis, position) => places.set(axis, position),
    rate,
    count,
    amperes: config.beam.amperes,
  };
}
