import { describe, expect, it } from 'vitest';
import type { CurvesFigure, Figure, MapFigure } from './figure.ts';
import { noZoom, plotlyFigure } from './plotly-figure.ts';

const theme = {
  ink: '#000',
  secondary: '#555',
  line: '#ddd',
  panel: '#fff',
  accent: '#17c',
  fontFamily: 'Inter',
  fontSize: 11,
  series: ['#17c'],
};
const size = { width: 800, height: 400 };
const plain = { title: 'x', isLog: false, range: null };

describe('curves for Plotly', () => {
  it('are thinned to what the width can show', () => {
    const { data } = plotlyFigure(curves(100_000), size, theme, noZoom);
    expect(lengthOf(data[0])).toBeLessThan(2000);
  });

  it('have every point again where somebody zoomed in', () => {
    const zoom = { ...noZoom, x: [50, 60] as const };
    const { data, layout } = plotlyFigure(curves(100_000), size, theme, zoom);
    expect(lengthOf(data[0])).toBe(13);
    expect(layout.xaxis?.range).toEqual([50, 60]);
  });

  it('mark their points only while they are few', () => {
    const mode = (count: number): unknown =>
      Reflect.get(
        plotlyFigure(curves(count), size, theme, noZoom).data[0] ?? {},
        'mode',
      );
    expect([mode(41), mode(1000)]).toEqual(['lines+markers', 'lines']);
  });

  it('have a right axis only if something is on it', () => {
    const { layout } = plotlyFigure(curves(3), size, theme, noZoom);
    expect(layout.yaxis2).toBeUndefined();
    const both = plotlyFigure(
      { ...curves(3), right: plain },
      size,
      theme,
      noZoom,
    );
    expect(both.layout.yaxis2?.side).toBe('right');
  });

  it('keep the zoom of a log axis in powers of ten', () => {
    const log = {
      ...curves(3),
      left: { ...plain, isLog: true, range: [1, 1000] as const },
    };
    const { layout } = plotlyFigure(log, size, theme, noZoom);
    expect(layout.yaxis).toMatchObject({
      type: 'log',
      range: [0, 3],
      autorange: false,
    });
  });
});

describe('a map for Plotly', () => {
  const map: MapFigure = {
    kind: 'map',
    view: '1',
    x: plain,
    left: plain,
    z: plain,
    grid: {
      x: Float64Array.of(0, 1),
      y: Float64Array.of(0, 1),
      rows: [Float64Array.of(1, NaN), Float64Array.of(0, 100)],
    },
    points: {
      x: Float64Array.of(0),
      y: Float64Array.of(0),
      z: Float64Array.of(1),
    },
  };

  it('is a heatmap; nothing but positive numbers has a colour on a log scale', () => {
    const { data } = plotlyFigure(
      { ...map, z: { ...plain, isLog: true } },
      size,
      theme,
      noZoom,
    );
    expect(data[0]).toMatchObject({
      type: 'heatmap',
      z: [
        [0, NaN],
        [NaN, 2],
      ],
    });
  });

  it('is single points where there is no grid', () => {
    const { data } = plotlyFigure({ ...map, grid: null }, size, theme, noZoom);
    expect(data[0]).toMatchObject({ type: 'scatter', mode: 'markers' });
  });
});

function curves(count: number): CurvesFigure & Figure {
  const x = Float64Array.from({ length: count }, (_, i) => i);
  return {
    kind: 'curves',
    view: '1',
    x: plain,
    left: plain,
    right: null,
    curves: [
      {
        name: '#1 y',
        x,
        y: x,
        colour: '#17c',
        opacity: 1,
        width: 2,
        side: 'left',
        hasDots: true,
      },
    ],
  };
}

function lengthOf(trace: unknown): number {
  const x: unknown =
    typeof trace === 'object' && trace !== null
      ? Reflect.get(trace, 'x')
      : null;
  return x instanceof Float64Array ? x.length : NaN;
}
