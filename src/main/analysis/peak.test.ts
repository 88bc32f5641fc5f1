import { describe, expect, it } from 'vitest';
import { findPeak } from './peak.ts';

function sample(
  from: number,
  to: number,
  points: number,
  f: (x: number) => number,
): readonly [Float64Array, Float64Array] {
  const x = Float64Array.from(
    { length: points },
    (_, i) => from + ((to - from) * i) / (points - 1),
  );
  return [x, x.map(f)];
}

/** Full width at half maximum of a Gaussian over its sigma: 2 sqrt(2 ln 2). */
const FWHM = 2 * Math.sqrt(2 * Math.log(2));

describe('A Gaussian', () => {
  const cases = [-3, 0, 0.7, 12.5].flatMap((centre) =>
    [0.05, 0.4, 2].map((sigma) => ({ centre, sigma })),
  );
  it.each(cases)(
    'at $centre with sigma $sigma has its centre there and its width',
    ({ centre, sigma }) => {
      const [x, y] = sample(
        centre - 8 * sigma,
        centre + 7 * sigma,
        301,
        (at) => 50 + 1000 * Math.exp(-(((at - centre) / sigma) ** 2) / 2),
      );
      const peak = findPeak(x, y);
      const step = (15 * sigma) / 300;
      expect(Math.abs((peak.max ?? NaN) - centre)).toBeLessThanOrEqual(step);
      expect(peak.centre).toBeCloseTo(centre, 2);
      expect(peak.centreOfMass).toBeCloseTo(centre, 6);
      expect(Math.abs((peak.fwhm ?? NaN) / (FWHM * sigma) - 1)).toBeLessThan(
        0.005,
      );
    },
  );

  it('has the same numbers in any order of points', () => {
    const [x, y] = sample(-5, 5, 41, (at) => Math.exp(-((at - 1) ** 2)));
    const order = [...x.keys()].sort(
      (a, b) => ((a * 17) % 41) - ((b * 17) % 41),
    );
    const shuffled = findPeak(
      Float64Array.from(order, (i) => x[i] ?? NaN),
      Float64Array.from(order, (i) => y[i] ?? NaN),
    );
    expect(shuffled).toEqual(findPeak(x, y));
  });

  it('has the same numbers with points that are not finite among them', () => {
    const [x, y] = sample(-5, 5, 41, (at) => Math.exp(-((at - 1) ** 2)));
    const peak = findPeak(
      Float64Array.from([NaN, ...x, 2, 3]),
      Float64Array.from([5, ...y, NaN, Infinity]),
    );
    expect(peak).toEqual(findPeak(x, y));
  });
});

describe('Other shapes', () => {
  it('a triangle is interpolated exactly', () => {
    const peak = findPeak(
      Float64Array.of(0, 1, 2, 3, 4),
      Float64Array.of(0, 0, 10, 0, 0),
    );
    expect(peak).toEqual({
      max: 2,
      min: 0,
      centre: 2,
      centreOfMass: 2,
      fwhm: 1,
    });
  });

  it('a plateau is centred between its flanks', () => {
    const [x, y] = sample(0, 10, 101, (at) =>
      at >= 2.95 && at <= 7.05 ? 8 : 0,
    );
    const peak = findPeak(x, y);
    expect(peak.centre).toBeCloseTo(5, 9);
    expect(peak.fwhm).toBeCloseTo(4.1, 9);
  });

  it('an edge has a highest and a lowest place but no centre: it is crossed once', () => {
    const [x, y] = sample(-2, 2, 41, (at) => 1 / (1 + Math.exp(-at * 5)));
    expect(findPeak(x, y)).toMatchObject({
      max: 2,
      min: -2,
      centre: null,
      fwhm: null,
    });
  });

  it('a flat line has nothing', () => {
    const [x, y] = sample(0, 1, 11, () => 7);
    expect(findPeak(x, y)).toEqual({
      max: null,
      min: null,
      centre: null,
      centreOfMass: null,
      fwhm: null,
    });
  });

  it('fewer than three points have nothing', () => {
    expect(
      findPeak(Float64Array.of(0, 1), Float64Array.of(1, 2)).max,
    ).toBeNull();
  });

  it('a noisy second bump does not widen the highest one', () => {
    const peak = findPeak(
      Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8),
      Float64Array.of(0, 10, 0, 0, 0, 0, 6, 0, 0),
    );
    expect(peak).toMatchObject({ max: 1, centre: 1, fwhm: 1 });
  });

  it('repeated readings at one place count as their mean', () => {
    const peak = findPeak(
      Float64Array.of(0, 1, 1, 2),
      Float64Array.of(0, 4, 8, 0),
    );
    expect(peak).toMatchObject({ max: 1, centre: 1, fwhm: 1 });
  });
});
