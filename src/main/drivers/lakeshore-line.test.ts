import { describe, expect, it } from 'vitest';
import { numberIn, numbersIn } from './lakeshore-line.ts';

describe('A number of a Lake Shore', () => {
  it('stands in a reply by itself or among others', () => {
    expect(numberIn('+077.350', 'KRDG? A')).toBe(77.35);
    expect(numbersIn('1,+005.0', 'RAMP? 1')).toEqual([1, 5]);
  });

  it('that is larger than a number can be is refused', () => {
    expect(() => numberIn('+1E+999', 'KRDG? A')).toThrow(
      expect.objectContaining({ code: 'protocol' }),
    );
    expect(() => numberIn('-1E+999', 'SETP? 1')).toThrow(
      /answered SETP\? 1 with "-1E\+999" instead of a number/,
    );
  });
});
