import { describe, expect, it } from 'vitest';
import { badPlaces, countBad, evenly, sweep } from './sweep.ts';

/** Looks at every place. */
function everyBad(size: number, isBad: (place: number) => boolean): number[] {
  return Array.from({ length: size }, (_, place) => place).filter(isBad);
}

describe('A sweep', () => {
  it.each([1, 2, 3, 499, 500, 501, 1000, 12345])(
    'finds the exact border in a row of %i places',
    (size) => {
      for (const border of [0, 1, Math.floor(size / 3), size - 1, size]) {
        const isBad = (place: number) => place >= border;
        const stretches = sweep(size, 50, isBad);
        expect(countBad(stretches)).toBe(size - border);
        expect(badPlaces(stretches, size)).toEqual(everyBad(size, isBad));
      }
    },
  );

  it('finds a stretch in the middle and covers the row without gaps', () => {
    const isBad = (place: number) => place >= 317 && place < 700;
    const stretches = sweep(1001, 100, isBad);
    expect(stretches).toEqual([
      { first: 0, last: 316, isBad: false },
      { first: 317, last: 699, isBad: true },
      { first: 700, last: 1000, isBad: false },
    ]);
  });

  it('tries no more than it may, and a few to find each border', () => {
    let tried = 0;
    sweep(1e7, 500, (place) => {
      tried += 1;
      return place > 4_000_000;
    });
    expect(tried).toBeLessThan(500 + 20);
  });

  it('tries every place of a short row', () => {
    const tried = new Set<number>();
    sweep(100, 500, (place) => {
      tried.add(place);
      return false;
    });
    expect(tried.size).toBe(100);
  });

  it('gives the first and the last bad places of a long row', () => {
    const stretches = sweep(1e6, 100, (place) => place >= 10);
    expect(badPlaces(stretches, 2)).toEqual([10, 11, 999_998, 999_999]);
  });
});

describe('Evenly spread places', () => {
  it('have both ends and no place twice', () => {
    for (const [size, most] of [
      [10, 3],
      [10, 10],
      [10, 20],
      [1, 5],
      [1e6, 7],
    ] as const) {
      const places = [...evenly(size, most)];
      expect(places).toHaveLength(Math.min(size, most));
      expect(new Set(places).size).toBe(places.length);
      expect([places[0], places.at(-1)]).toEqual([0, size - 1]);
    }
  });
});
