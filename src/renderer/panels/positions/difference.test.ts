import { expect, it } from 'vitest';
import type { PositionDifference } from '../../../contract/positions.ts';
import {
  axesToMove,
  formatSigned,
  isInPlace,
  wayRefusal,
} from './difference.ts';
import type { Way } from './view-store.ts';

const row = (
  axis: string,
  difference: number | null,
  whyNot: string | null = null,
): PositionDifference => ({
  axis,
  unit: 'mm',
  decimals: 3,
  target: 0,
  now: difference === null ? null : -difference,
  difference,
  isRedefined: false,
  whyNot,
});
const way = (order: string[], unticked: string[] = []): Way => ({
  savedAt: 0,
  order,
  unticked,
  isTogether: false,
});

it('an axis is in place when its difference shows as zero', () => {
  expect(isInPlace(row('samx', 0.0004))).toBe(true);
  expect(isInPlace(row('samx', -0.0006))).toBe(false);
  expect(isInPlace(row('samx', null))).toBe(false);
});

it('a difference has its sign, and zero has none', () => {
  expect(formatSigned(0.25, 3)).toBe('+0.250');
  expect(formatSigned(-0.25, 3)).toBe('\u22120.250');
  expect(formatSigned(0.0001, 3)).toBe('0.000');
  expect(formatSigned(null, 3)).toBe('\u2014');
});

it('only ticked axes that are not in place move, in the order chosen', () => {
  const rows = [row('a', 1), row('b', 0), row('c', 1), row('d', 1)];
  expect(
    axesToMove(rows, way(['d', 'c', 'b', 'a'], ['c'])).map(({ axis }) => axis),
  ).toEqual(['d', 'a']);
});

it('an axis that cannot go there stops the others, unless it is in place or unticked', () => {
  const order = ['a', 'b'];
  const rows = [row('a', 1), row('b', 1, 'locked')];
  expect(wayRefusal(rows, way(order))).toMatch(/^b cannot go there/);
  expect(wayRefusal(rows, way(order, ['b']))).toBeNull();
  expect(
    wayRefusal([row('a', 1), row('b', 0, 'locked')], way(order)),
  ).toBeNull();
});

it('says why nothing is to be moved', () => {
  const order = ['a', 'b'];
  const rows = [row('a', 0), row('b', 0)];
  expect(wayRefusal(rows, way(order))).toBe('All ticked axes are in place.');
  expect(wayRefusal(rows, way(order, order))).toBe('No axis is ticked.');
});
