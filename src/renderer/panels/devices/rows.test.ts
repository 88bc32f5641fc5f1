import { expect, it } from 'vitest';
import { axis, counter } from '../../testing/fake-data.ts';
import { type Row, rowsOf } from './rows.ts';

const devices = [axis('samx'), counter('i0'), axis('samy')];
const everything = { filter: '', group: null, collapsed: [] };
const namesOf = (rows: readonly Row[]): string[] =>
  rows.map((row) =>
    row.kind === 'group' ? `${row.name}:${row.count}` : row.name,
  );

it('puts devices under their groups, in the order of the beamline', () => {
  expect(namesOf(rowsOf(devices, everything))).toEqual([
    'Sample stage:2',
    'samx',
    'samy',
    'Counters:1',
    'i0',
  ]);
});

it('has no head for devices without a group, and nothing folds them up', () => {
  const bare = [
    axis('samx', { group: '' }),
    counter('i0'),
    axis('samy', { group: '' }),
  ];
  expect(namesOf(rowsOf(bare, { ...everything, collapsed: [''] }))).toEqual([
    'samx',
    'samy',
    'Counters:1',
    'i0',
  ]);
});

it('shows one group only', () => {
  expect(
    namesOf(rowsOf(devices, { ...everything, group: 'Counters' })),
  ).toEqual(['Counters:1', 'i0']);
});

it('hides the devices of a folded group', () => {
  expect(
    namesOf(rowsOf(devices, { ...everything, collapsed: ['Sample stage'] })),
  ).toEqual(['Sample stage:2', 'Counters:1', 'i0']);
});

it('finds devices by every word of the filter, in folded groups too', () => {
  const found = rowsOf(devices, {
    ...everything,
    filter: 'STAGE samy',
    collapsed: ['Sample stage'],
  });
  expect(namesOf(found)).toEqual(['Sample stage:1', 'samy']);
});
