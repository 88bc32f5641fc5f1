import type { Clock } from '../base/clock.ts';

/** Waits of an instrument. */
export interface Waits {
  readonly wait: (ms: number) => Promise<void>;
  readonly cancel: () => void;
}

/** Waits on the instrument's clock; `cancel` ends all waits at once. */
export function createWaits(clock: Clock): Waits {
  const ends = new Set<() => void>();
  return {
    wait(ms): Promise<void> {
      return new Promise((resolve) => {
        const end = () => {
          ends.delete(end);
          stop();
          resolve();
        };
        const stop = clock.after(ms, end);
        ends.add(end);
      });
    },
    cancel() {
      for (const end of [...ends]) end();
    },
  };
}
