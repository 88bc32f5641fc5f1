import { describe, expect, it } from 'vitest';
import { createRandom } from '../simulator/random.ts';
import { findClearPeak } from './peak.ts';
import { standsOut } from './stands-out.ts';

const CURVES = 300;

/** How many of some curves of `points` points pass; `rate` is the mean count at a place, which Poisson scatters. */
function passing(points: number, rate: (x: number) => number): number {
  const random = createRandom(7, `${String(points)} ${String(rate)}`);
  const x = Float64Array.from({ length: points }, (_, i) => i - points / 3);
  let found = 0;
  for (let i = 0; i < CURVES; i += 1) {
    if (
      standsOut(
        x,
        x.map((at) => random.poisson(rate(at))),
      )
    )
      found += 1;
  }
  return found;
}

function gaussian(x: number, fwhm: number): number {
  return Math.exp(-4 * Math.LN2 * (x / fwhm) ** 2);
}

describe('Noise alone', () => {
  it.each(
    [5, 11, 21, 41, 201].flatMap((points) =>
      [0.1, 1, 5, 18_000].map((rate) => ({ points, rate })),
    ),
  )(
    'of $points points around $rate counts is no peak, but for a few in a hundred',
    ({ points, rate }) => {
      expect(passing(points, () => rate)).toBeLessThan(CURVES * 0.06);
    },
  );

  it('has no positions at all', () => {
    const random = createRandom(3, 'noise');
    const x = Float64Array.from({ length: 41 }, (_, i) => i);
    const peak = findClearPeak(
      x,
      x.map(() => random.poisson(18_000)),
    );
    expect(Object.values(peak)).toEqual([null, null, null, null, null]);
  });

  it('with one spike in it is no peak either', () => {
    const x = Float64Array.from({ length: 41 }, (_, i) => i);
    const y = x.map((at) => (at === 20 ? 1e6 : at % 2));
    expect(standsOut(x, y)).toBe(false);
  });
});

describe('A peak in counting noise', () => {
  it.each([
    { points: 11, fwhm: 4, background: 900, height: 17_000 },
    { points: 25, fwhm: 8, background: 450, height: 8_500 },
    { points: 41, fwhm: 8, background: 10_000, height: 2_000 },
    { points: 41, fwhm: 5, background: 10, height: 30 },
    { points: 21, fwhm: 2.5, background: 0, height: 500 },
    { points: 9, fwhm: 5, background: 500, height: 10_000 },
  ])(
    '$points points, $fwhm steps wide, $height over $background counts, is found',
    ({ points, fwhm, background, height }) => {
      const found = passing(
        points,
        (x) => background + height * gaussian(x, fwhm),
      );
      expect(found).toBeGreaterThan(CURVES * 0.97);
    },
  );

  it('is found with points at uneven distances', () => {
    const x = Float64Array.of(-9, -7, -4, -3, -1.5, -1, 0, 0.5, 2, 5, 6, 9);
    const y = x.map((at) => 3 + at / 10 + 100 * gaussian(at, 3));
    expect(standsOut(x, y)).toBe(true);
  });

  it('keeps its numbers', () => {
    const x = Float64Array.from({ length: 41 }, (_, i) => i / 10);
    const y = x.map((at) => 100 + 5000 * gaussian(at - 2, 0.6));
    expect(findClearPeak(x, y).centre).toBeCloseTo(2, 9);
  });
});

it('An edge stands out as well: it has its highest and lowest place', () => {
  const x = Float64Array.from({ length: 41 }, (_, i) => i - 20);
  const y = x.map((at) => 10 + 100 / (1 + Math.exp(-at)));
  expect(findClearPeak(x, y)).toMatchObject({ max: 20, min: -20, fwhm: null });
});

it('A flat line and too few points are nothing', () => {
  const x = Float64Array.of(0, 1, 2, 3, 4, 5);
  expect(
    standsOut(
      x,
      x.map(() => 7),
    ),
  ).toBe(false);
  expect(standsOut(x.slice(0, 4), Float64Array.of(0, 9, 9, 0))).toBe(false);
});
