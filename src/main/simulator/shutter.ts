import type { Clock } from '../base/clock.ts';
import type { WorldConfig } from './world-config.ts';

/** A beam shutter that needs a moment. */
export interface Shutter {
  /** What it was told last. */
  set(isOpen: boolean): void;
  /** Where it is: on its way it still reports the side it comes from. */
  isOpen(): boolean;
  /** Share of the beam it lets through, 0...1. */
  openShare(): number;
}

/** A shutter whose blade travels in a fixed time. */
export function createShutter(
  config: WorldConfig['shutter'],
  clock: Clock,
): Shutter {
  let target = config.isOpen;
  let share = config.isOpen ? 1 : 0;
  let since = clock.monotonic();

  function openShare(): number {
    if (config.travelMs === 0) return target ? 1 : 0;
    const travelled = (clock.monotonic() - since) / config.travelMs;
    return target
      ? Math.min(1, share + travelled)
      : Math.max(0, share - travelled);
  }

  return {
    set(isOpen) {
      share = openShare();
      since = clock.monotonic();
      target = isOpen;
    },
    isOpen: () => (target ? openShare() === 1 : openShare() > 0),
    openShare,
  };
}
