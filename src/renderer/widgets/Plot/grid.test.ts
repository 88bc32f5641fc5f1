import { describe, expect, it } from 'vitest';
import { cellOf, evenSteps, fillGrid, shrinkGrid } from './grid.ts';

describe('a mesh as a map', () => {
  it('turns every other row of a snake round', () => {
    const order = { shape: [3, 4] as const, isSnake: true };
    expect(cellOf(3, order)).toEqual([0, 3]);
    expect(cellOf(4, order)).toEqual([1, 3]);
    expect(cellOf(7, order)).toEqual([1, 0]);
    expect(cellOf(8, order)).toEqual([2, 0]);
  });

  it('is filled as it comes and empty where nothing was measured', () => {
    const grid = fillGrid(
      Float64Array.of(0, 1, 2, 2),
      Float64Array.of(5, 5, 5, 7),
      Float64Array.of(10, 20, 30, 40),
      { shape: [3, 3], isSnake: true },
    );
    expect(grid.rows.map((row) => [...row])).toEqual([
      [10, 20, 30],
      [NaN, NaN, 40],
      [NaN, NaN, NaN],
    ]);
  });

  it('continues the axes beyond what has been reached', () => {
    const grid = fillGrid(
      Float64Array.of(0, 0.5, 0.5),
      Float64Array.of(5, 5, 7),
      Float64Array.of(1, 1, 1),
      { shape: [4, 2], isSnake: true },
    );
    expect([...grid.x]).toEqual([0, 0.5]);
    expect([...grid.y]).toEqual([5, 7, 9, 11]);
  });

  it('gives axes that rise even before there are two positions', () => {
    const grid = fillGrid(
      Float64Array.of(3),
      Float64Array.of(4),
      Float64Array.of(1),
      {
        shape: [2, 3],
        isSnake: false,
      },
    );
    expect([...grid.x]).toEqual([3, 4, 5]);
    expect([...grid.y]).toEqual([4, 5]);
  });

  it('does not overflow when there are more points than cells', () => {
    const many = new Float64Array(9).fill(1);
    const grid = fillGrid(many, many, many, { shape: [2, 2], isSnake: false });
    expect(grid.rows.map((row) => [...row])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('positions of a map', () => {
  it('count as even when readbacks only tremble', () => {
    expect(evenSteps(Float64Array.of(0, 1.05, 1.98, 3))).toEqual({
      start: 0,
      step: 1,
    });
    expect(evenSteps(Float64Array.of(3, 2, 1))).toEqual({ start: 3, step: -1 });
  });

  it('do not when one lies elsewhere, or there is only one', () => {
    expect(evenSteps(Float64Array.of(0, 1, 2.5, 3))).toBeNull();
    expect(evenSteps(Float64Array.of(1))).toBeNull();
  });
});

describe('shrinking a map', () => {
  it('averages neighbours and leaves gaps out of the mean', () => {
    const grid = shrinkGrid(
      {
        x: Float64Array.of(0, 1, 2, 3),
        y: Float64Array.of(0, 1),
        rows: [Float64Array.of(1, 3, NaN, 8), Float64Array.of(1, 3, NaN, NaN)],
      },
      2,
    );
    expect([...grid.x]).toEqual([0.5, 2.5]);
    expect(grid.rows.map((row) => [...row])).toEqual([
      [2, 8],
      [2, NaN],
    ]);
  });

  it('leaves a small map alone', () => {
    const grid = {
      x: Float64Array.of(0),
      y: Float64Array.of(0),
      rows: [Float64Array.of(1)],
    };
    expect(shrinkGrid(grid, 512)).toBe(grid);
  });
});
