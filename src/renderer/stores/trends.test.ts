import { afterEach, expect, it } from 'vitest';
import type {
  DeviceDetail,
  ParameterState,
} from '../../contract/parameters.ts';
import {
  clearTrends,
  interruptTrends,
  onTrend,
  recordTrends,
  trendOf,
} from './trends.ts';

const start = Date.UTC(2026, 10, 21);

function told(value: number | null, isStale = false): DeviceDetail[] {
  const velocity: ParameterState = {
    name: 'velocity',
    kind: 'quantity',
    help: '',
    unit: 'mm/s',
    decimals: 3,
    options: null,
    isReadable: true,
    isWritable: true,
    value,
    target: null,
    time: 0,
    isStale,
    limits: null,
    userLimits: null,
    deviceLimits: null,
    lock: null,
    limitLock: null,
    stashed: 0,
    stashedValue: null,
    whyNot: null,
  };
  return [
    {
      name: 'samx',
      parameters: [velocity],
      methods: [],
      canRedefine: true,
      lock: null,
    },
  ];
}

const record = (value: number | null, seconds: number, isStale = false) =>
  recordTrends(told(value, isStale), start + seconds * 1000);
const shown = (seconds: number) => {
  const { x, y } = trendOf('samx', 'velocity', start + seconds * 1000);
  return [...x].map((time, index) => [time, y[index]]);
};

afterEach(clearTrends);

it('has the last value until now, and a step where it changed after a rest', () => {
  record(2, 0);
  record(3, 10);
  expect(shown(20)).toEqual([
    [-20, 2],
    [-10.05, 2],
    [-10, 3],
    [0, 3],
  ]);
});

it('takes a value that is the same only once', () => {
  record(2, 0);
  record(2, 1);
  expect(shown(2)).toEqual([
    [-2, 2],
    [0, 2],
  ]);
});

it('has a gap where nothing was known or nobody looked', () => {
  record(2, 0);
  record(2, 0.5, true);
  record(3, 1);
  interruptTrends('samx', start + 1500);
  expect(shown(2).map(([, value]) => value)).toEqual([2, NaN, 3, NaN, NaN]);
});

it('forgets what is older than it shows, but for the value it had then', () => {
  record(1, 0);
  record(2, 0.5);
  record(3, 1);
  record(4, 1800);
  expect(shown(1800)[0]?.[1]).toBe(3);
});

it('tells who draws it that a value came', () => {
  let count = 0;
  const stop = onTrend('samx', 'velocity', () => (count += 1));
  record(2, 0);
  stop();
  record(3, 1);
  expect(count).toBe(1);
});
