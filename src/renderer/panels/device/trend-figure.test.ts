import { expect, it } from 'vitest';
import { trendFigure } from './trend-figure.ts';

const look = { title: 'position (mm)', minutes: 5, colour: '#00f' };

it('counts in minutes, or in seconds where that is short', () => {
  const figure = (minutes: number) =>
    trendFigure(
      { x: Float64Array.of(-60, 0), y: Float64Array.of(1, 2) },
      { ...look, minutes },
    );
  expect(figure(5).x.range).toEqual([-5, 0]);
  expect([...(figure(5).curves[0]?.x ?? [])]).toEqual([-1, 0]);
  expect(figure(1).x.range).toEqual([-60, 0]);
  expect([...(figure(1).curves[0]?.x ?? [])]).toEqual([-60, 0]);
});

it('begins at the edge with the value it had then, and leaves older ones out', () => {
  const [curve] = trendFigure(
    {
      x: Float64Array.of(-900, -600, -120, 0),
      y: Float64Array.of(100, 1, 2, 2),
    },
    look,
  ).curves;
  expect([...(curve?.x ?? [])]).toEqual([-5, -2, 0]);
  expect([...(curve?.y ?? [])]).toEqual([1, 2, 2]);
});
