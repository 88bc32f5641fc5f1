import { z } from 'zod';
import type { Settings } from '../data/settings.ts';
import type { MeasuredTime, MeasuredTimes } from '../scan/index.ts';

const NAME = 'measured times';
const Stored = z.record(
  z.string(),
  z.object({ runs: z.number().int(), overheadSeconds: z.number() }),
);

/** What like scans took, kept across restarts. */
export function measuredTimes(settings: Settings): MeasuredTimes {
  const times = new Map<string, MeasuredTime>(
    Object.entries(settings.get(NAME, Stored) ?? {}),
  );
  return {
    get: (key) => times.get(key),
    set(key, time) {
      times.set(key, time);
      settings.set(NAME, Object.fromEntries(times));
    },
  };
}
