import type { Clock } from '../base/clock.ts';
import type { WorldConfig } from './world-config.ts';

/** The storage ring as a beamline sees it. */
export interface Ring {
  /** mA. */
  current(): number;
  readonly lifetimeHours: number;
  /** Dumps the beam; it stays away until `refill`. */
  dump(): void;
  refill(): void;
}

/** A current that decays exponentially and is topped up at a bound: a function of time, so it repeats itself. */
export function createRing(config: WorldConfig['ring'], clock: Clock): Ring {
  const { current, lifetimeHours, topUpRate } = config;
  const bottom = Math.min(config.topUpBelow, current);
  const lifetime = lifetimeHours * 3600;
  const isToppedUp = bottom > 0 && bottom < current;
  const decay = isToppedUp ? lifetime * Math.log(current / bottom) : Infinity;
  const fill = (current - bottom) / topUpRate;
  let start = clock.monotonic();
  let isDumped = false;

  function now(): number {
    if (isDumped) return 0;
    if (bottom === current) return current;
    const seconds = (clock.monotonic() - start) / 1000;
    const phase = isToppedUp ? seconds % (decay + fill) : seconds;
    return phase < decay
      ? current * Math.exp(-phase / lifetime)
      : bottom + (phase - decay) * topUpRate;
  }

  return {
    current: now,
    lifetimeHours,
    dump() {
      isDumped = true;
    },
    refill() {
      isDumped = false;
      start = clock.monotonic();
    },
  };
}
