import type { Lock } from '../../contract/devices.ts';

/** For the log: whose lock was ended, where it was somebody else's. */
export function locksOf(lock: Lock | null, who: string): string {
  return lock === null || lock.who === who
    ? ''
    : `, which ${lock.who} had locked: ${lock.why}`;
}
