import { describe, expect, it } from 'vitest';
import { run } from '../../testing/fake-data.ts';
import {
  buildFigure,
  earlierInView,
  type FigureParts,
} from './build-figure.ts';
import { choose } from './plot-model.ts';

const theme = {
  ink: '#000',
  secondary: '#555',
  line: '#ddd',
  panel: '#fff',
  accent: '#17c',
  fontFamily: 'Inter',
  fontSize: 11,
  series: ['#17c', '#0a8'],
};
const plain = { channels: {}, xInstead: {}, isMapFlat: false };
const parts: FigureParts = {
  present: plotted(3, [0, 1], [10, 20]),
  earlier: [plotted(2, [0, 5], [1, 2]), plotted(1, [0, 9], [1, 2])],
  areEarlierTicked: false,
  choice: choose(run(3), plain),
  planned: [0, 2],
};

describe('the figure of a run', () => {
  it('lies over earlier runs, the oldest at the bottom and palest', () => {
    const figure = buildFigure(parts, theme);
    if (figure.kind !== 'curves') throw new Error('It is not a curve.');
    expect(figure.curves.map(({ name }) => name)).toEqual([
      '#1 i0',
      '#2 i0',
      '#3 i0',
    ]);
    const opacities = figure.curves.map(({ opacity }) => opacity);
    expect(opacities).toEqual(opacities.toSorted());
    expect(figure.curves.map(({ hasDots }) => hasDots)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('shows the way of the present run, and of others only when they were ticked', () => {
    const end = (areEarlierTicked: boolean): number =>
      Math.round(
        buildFigure({ ...parts, areEarlierTicked }, theme).x.range?.[1] ?? NaN,
      );
    expect([end(false), end(true)]).toEqual([2, 9]);
  });

  it('leaves out earlier runs beside the way of the present one, and what of them lies beside it', () => {
    const beside = {
      ...parts,
      earlier: [
        plotted(2, [-4, -3, 1, 2, 7, 8], [900, 800, 1, 2, 700, 600]),
        plotted(1, [50, 60], [5000, 6000]),
      ],
    };
    const figure = buildFigure(beside, theme);
    if (figure.kind !== 'curves') throw new Error('It is not a curve.');
    expect(figure.curves.map(({ name }) => name)).toEqual(['#2 i0', '#3 i0']);
    expect([...(figure.curves[0]?.y ?? [])]).toEqual([800, 1, 2, 700]);
    const numbersOf = (asked: FigureParts): number[] =>
      earlierInView(asked).map(({ run: { number } }) => number);
    expect(numbersOf(beside)).toEqual([2]);
    expect(numbersOf({ ...beside, areEarlierTicked: true })).toEqual([2, 1]);
  });

  it('keeps a zoom from one point to the next, and not from one run to the next', () => {
    const more = { ...parts, present: plotted(3, [0, 1, 2], [1, 2, 3]) };
    const next = { ...parts, present: plotted(4, [0], [1]) };
    expect(buildFigure(more, theme).view).toBe(buildFigure(parts, theme).view);
    expect(buildFigure(next, theme).view).not.toBe(
      buildFigure(parts, theme).view,
    );
  });

  it('is a map for a mesh, filled as far as it went', () => {
    const mesh = run(5, {
      shape: [2, 2],
      isSnake: true,
      columns: [
        { name: 'samx', role: 'axis', unit: 'mm', decimals: 3 },
        { name: 'samy', role: 'axis', unit: 'mm', decimals: 3 },
        { name: 'i0', role: 'detector', unit: 'cts', decimals: 0 },
      ],
      plot: { kind: 'grid', x: 'samx', y: 'samy', signals: ['i0'] },
    });
    const present = {
      run: mesh,
      points: pointsOf({ samx: [0, 1, 1], samy: [0, 0, 1], i0: [1, 2, 3] }),
    };
    const figure = buildFigure(
      { ...parts, present, choice: choose(mesh, plain) },
      theme,
    );
    if (figure.kind !== 'map') throw new Error('It is not a map.');
    expect(figure.grid?.rows.map((row) => [...row])).toEqual([
      [1, 2],
      [NaN, 3],
    ]);
    expect([figure.x.title, figure.left.title, figure.z.title]).toEqual([
      'samx (mm)',
      'samy (mm)',
      'i0 (cts)',
    ]);
  });
});

function plotted(
  number: number,
  samx: readonly number[],
  i0: readonly number[],
) {
  return { run: run(number), points: pointsOf({ samx, i0 }) };
}

function pointsOf(columns: Readonly<Record<string, readonly number[]>>) {
  const arrays = new Map(
    Object.entries(columns).map(([name, values]) => [
      name,
      Float64Array.from(values),
    ]),
  );
  return {
    run: 1,
    columns: [],
    count: arrays.values().next().value?.length ?? 0,
    column: (name: string) => arrays.get(name),
  };
}
