import { describe, expect, it } from 'vitest';
import { clip, decimate, nearest } from './decimate.ts';

describe('thinning a curve', () => {
  it('leaves a short curve as it is', () => {
    const x = Float64Array.of(1, 2, 3);
    const y = Float64Array.of(3, 1, 2);
    expect(decimate(x, y, 100)).toEqual({ x, y });
  });

  it('keeps a single spike among a hundred thousand points', () => {
    const x = Float64Array.from({ length: 100_000 }, (_, i) => i);
    const y = new Float64Array(100_000);
    y[71_234] = 9;
    const thin = decimate(x, y, 800);
    expect(thin.x.length).toBe(1600);
    expect(thin.x[thin.y.indexOf(9)]).toBe(71_234);
  });

  it('keeps lowest and highest of each bucket in the order in which they were measured', () => {
    const y = Float64Array.of(0, 5, -5, 0, 0, 0, 0, 0, 0, 0);
    const x = Float64Array.from(y, (_, i) => i);
    const thin = decimate(x, y, 2);
    expect([...thin.x.subarray(0, 2)]).toEqual([1, 2]);
    expect([...thin.y.subarray(0, 2)]).toEqual([5, -5]);
  });

  it('passes over points without a value', () => {
    const y = Float64Array.from({ length: 100 }, (_, i) =>
      i % 2 === 0 ? NaN : i,
    );
    const x = Float64Array.from(y, (_, i) => i);
    const thin = decimate(x, y, 10);
    expect(thin.y.some(Number.isNaN)).toBe(false);
  });
});

describe('cutting a curve to the view', () => {
  const x = Float64Array.from({ length: 11 }, (_, i) => i);
  const y = x.map((v) => v * 10);

  it('keeps what is inside and one point beyond each side', () => {
    expect([...clip(x, y, [3.5, 6.5]).x]).toEqual([3, 4, 5, 6, 7]);
  });

  it('does the same for an axis that falls', () => {
    const falling = x.toReversed();
    expect([...clip(falling, y, [3.5, 6.5]).x]).toEqual([7, 6, 5, 4, 3]);
  });

  it('keeps all of a curve that goes back and forth', () => {
    const wave = Float64Array.of(0, 2, 1, 3, 2);
    expect(clip(wave, wave, [2.5, 3]).x).toEqual(wave);
  });
});

describe('the nearest point', () => {
  it('is found on both sides, and -1 where there is none', () => {
    const x = Float64Array.of(0, 1, NaN, 3);
    expect(nearest(x, 2.4)).toBe(3);
    expect(nearest(x, -9)).toBe(0);
    expect(nearest(new Float64Array(0), 1)).toBe(-1);
  });
});
