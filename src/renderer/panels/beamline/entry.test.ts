import { expect, it } from 'vitest';
import { changesOf, isSame, withKey } from './entry.ts';

const before = {
  driver: 'icepap',
  line: { tcp: 'rack1:5000' },
  axes: { samx: { address: 1, limits: [-1, 1] }, samy: { address: 2 } },
};

it('an entry that nobody changed has no changes', () => {
  expect(changesOf(before, structuredClone(before))).toEqual([]);
});

it('only the keys that were changed are told, by their way from the entry', () => {
  const after = {
    ...before,
    line: { tcp: 'rack2:5000' },
    axes: {
      ...before.axes,
      samx: { address: 1, velocity: 2, limits: [-1, 2] },
    },
  };
  expect(changesOf(before, after)).toEqual([
    { path: ['line', 'tcp'], value: 'rack2:5000' },
    { path: ['axes', 'samx', 'limits'], value: [-1, 2] },
    { path: ['axes', 'samx', 'velocity'], value: 2 },
  ]);
});

it('a key that is gone is told without a value, a new table as a whole', () => {
  const after = {
    ...before,
    axes: { samx: before.axes.samx, samz: { address: 3 } },
  };
  expect(changesOf(before, after)).toEqual([
    { path: ['axes', 'samy'] },
    { path: ['axes', 'samz'], value: { address: 3 } },
  ]);
});

it('the order of keys does not count, that of a list does', () => {
  expect(isSame({ a: 1, b: [1, 2] }, { b: [1, 2], a: 1 })).toBe(true);
  expect(isSame({ b: [1, 2] }, { b: [2, 1] })).toBe(false);
  expect(isSame({ a: 1 }, { b: 1 })).toBe(false);
});

it('an emptied field takes its key away', () => {
  expect(withKey({ a: 1, b: 2 }, 'a', undefined)).toEqual({ b: 2 });
  expect(withKey({ a: 1 }, 'a', 0)).toEqual({ a: 0 });
});
