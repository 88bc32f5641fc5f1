import { expect, it } from 'vitest';
import { queueItem } from '../../testing/fake-data.ts';
import { linesOf } from './queue-file.ts';
import { scheduleOf } from './schedule.ts';

it('starts each scan when the one before it ends', () => {
  const items = [
    queueItem(1, 'a', { durationSeconds: 60 }),
    queueItem(2, 'b', { durationSeconds: 0.5 }),
    queueItem(3, 'c', { durationSeconds: 10 }),
  ];
  expect(scheduleOf(items, 1000)).toEqual({
    starts: [1000, 61_000, 61_500],
    end: 71_500,
    totalSeconds: 70.5,
  });
});

it('reads the scans of a file with their line numbers, without comments and empty lines', () => {
  expect(
    linesOf('# tonight\r\nascan samx 0 1 20 0.1\r\n\r\n  ct 1  \n'),
  ).toEqual([
    { number: 2, line: 'ascan samx 0 1 20 0.1' },
    { number: 4, line: 'ct 1' },
  ]);
});
