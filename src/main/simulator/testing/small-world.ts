import { VirtualClock } from '../../base/virtual-clock.ts';
import { simulatorConfig } from '../config.ts';
import { createWorld } from '../world.ts';

/** A world on a clock that stands still: a beam, a slit, and a sample with a peak on samx. */
export function smallWorld(world: object = {}, seed = 1) {
  const clock = new VirtualClock();
  const config = simulatorConfig.parse({ seed, world, responders: {} });
  return { clock, world: createWorld(config.world, seed, clock) };
}
