import type { Clock } from '../base/clock.ts';

/** A clock that runs `speed` times as fast as another, from now on. */
export function fasterClock(clock: Clock, speed: number): Clock {
  const wall = clock.now();
  const start = clock.monotonic();
  const passed = () => (clock.monotonic() - start) * speed;
  return {
    now: () => wall + passed(),
    monotonic: () => start + passed(),
    after: (ms, callback) => clock.after(ms / speed, callback),
  };
}
