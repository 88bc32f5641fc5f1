import { describe, expect, it } from 'vitest';
import {
  formatClock,
  formatDuration,
  formatMoment,
  formatNumber,
  formatValue,
  typedNumber,
  withRealMinus,
} from './format.ts';

describe('formatNumber', () => {
  it.each([
    [0.35, 3, '0.350'],
    [-1.204, 3, '\u22121.204'],
    [184_220, 0, '184\u2009220'],
    [-1_234_567.891, 2, '\u22121\u2009234\u2009567.89'],
    [1234.5, 1, '1234.5'],
    [-0.0001, 3, '0.000'],
    [-0, 1, '0.0'],
    [null, 3, '\u2014'],
    [undefined, 3, '\u2014'],
    [NaN, 3, '\u2014'],
    [Infinity, 3, '\u221e'],
    [-Infinity, 3, '\u2212\u221e'],
    [1e20, 2, '1.000e+20'],
  ])('%s with %i decimals reads %s', (value, decimals, text) => {
    expect(formatNumber(value, decimals)).toBe(text);
  });

  it('keeps its width from value to value, so that nothing dances', () => {
    const widths = [0, 0.1, 0.12, 0.123, 9.999].map(
      (value) => formatNumber(value, 3).length,
    );
    expect(new Set(widths).size).toBe(1);
  });
});

it('shows a word as it is', () => {
  expect(formatValue('open', 3)).toBe('open');
});

it.each([
  [0.5, 3, '0.5'],
  [-1.2, 3, '-1.2'],
  [100, 0, '100'],
  [-0.00001, 3, '0'],
  [20, 2, '20'],
])('types %s as one would: %s decimals at most', (value, decimals, text) => {
  expect(typedNumber(value, decimals)).toBe(text);
});

it.each([
  [0, '0 s'],
  [0.44, '0.4 s'],
  [9.97, '10 s'],
  [36, '36 s'],
  [185, '3 min 05 s'],
  [599.6, '10 min'],
  [1440, '24 min'],
  [3599, '1 h 00 min'],
  [7800, '2 h 10 min'],
  [200_000, '2 d 7 h'],
  [NaN, '\u2014'],
])('%s seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

it('shows the time of day with seconds', () => {
  expect(formatClock(new Date(2026, 10, 20, 14, 3, 9).getTime())).toBe(
    '14:03:09',
  );
});

it('adds the date to the time of another day', () => {
  const now = new Date(2026, 10, 20, 1, 0, 0).getTime();
  expect(formatMoment(new Date(2026, 10, 19, 23, 5, 0).getTime(), now)).toBe(
    '19 Nov 23:05',
  );
  expect(formatMoment(now, now)).toBe('01:00:00');
});

it('turns typed minus signs before numbers into real ones, and leaves dashes in words', () => {
  expect(withRealMinus('ascan sam-x -1 -.5 20')).toBe(
    'ascan sam-x \u22121 \u2212.5 20',
  );
});
