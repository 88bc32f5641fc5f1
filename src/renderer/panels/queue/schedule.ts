import type { QueueItem } from '../../../contract/queue.ts';

/** When each item would start and all would end, if the queue went on from `from` (ms since the epoch). */
export interface Schedule {
  readonly starts: readonly number[];
  readonly end: number;
  readonly totalSeconds: number;
}

/** Adds the durations up. */
export function scheduleOf(
  items: readonly QueueItem[],
  from: number,
): Schedule {
  let at = from;
  const starts = items.map(({ durationSeconds }) => {
    const start = at;
    at += durationSeconds * 1000;
    return start;
  });
  return { starts, end: at, totalSeconds: (at - from) / 1000 };
}
