import { describe, expect, it } from 'vitest';
import { run } from '../../testing/fake-data.ts';
import { choose } from './plot-model.ts';
import { cursorMarks, readAt } from './readout.ts';

const theme = { series: ['#111', '#222'], accent: '#111' };
const at = (x: number, y = 0) => ({ x, y, clientX: 0, clientY: 0 });

describe('the values under the cursor', () => {
  it('are those of the nearest point, with decimals and unit', () => {
    const plotted = {
      run: run(1),
      points: pointsOf({ samx: [0, 1, 2], i0: [10, 20_000, 30] }),
    };
    const choice = choose(run(1), {
      channels: {},
      xInstead: {},
      isMapFlat: false,
    });
    expect(readAt(plotted, choice, at(1.2))).toEqual([
      { name: 'samx', text: '1.000 mm' },
      { name: 'i0', text: '20\u2009000 cts' },
    ]);
    expect(cursorMarks(plotted, choice, at(1.2), theme)).toEqual([
      { kind: 'line', id: 'cursor', along: 'x', at: 1, look: 'cursor' },
      {
        kind: 'dot',
        id: 'dot i0',
        x: 1,
        y: 20_000,
        side: 'left',
        colour: '#111',
      },
    ]);
  });

  it('are nothing without points', () => {
    const plotted = { run: run(1), points: pointsOf({ samx: [], i0: [] }) };
    const choice = choose(run(1), {
      channels: {},
      xInstead: {},
      isMapFlat: false,
    });
    expect(readAt(plotted, choice, at(1))).toEqual([]);
    expect(cursorMarks(plotted, choice, at(1), theme)).toEqual([]);
  });

  it('of a map are those of the nearest cell, whatever the units of its axes', () => {
    const mesh = run(1, {
      plot: { kind: 'grid', x: 'samx', y: 'samy', signals: ['i0'] },
    });
    const points = pointsOf({
      samx: [0, 1000, 0, 1000],
      samy: [0, 0, 1, 1],
      i0: [1, 2, 3, 4],
    });
    const choice = choose(mesh, {
      channels: {},
      xInstead: {},
      isMapFlat: false,
    });
    expect(
      readAt({ run: mesh, points }, choice, at(100, 0.9)).at(-1)?.text,
    ).toBe('3 cts');
  });
});

function pointsOf(columns: Readonly<Record<string, readonly number[]>>) {
  return {
    run: 1,
    columns: [],
    count: Object.values(columns)[0]?.length ?? 0,
    column: (name: string) => {
      const values = columns[name];
      return values && Float64Array.from(values);
    },
  };
}
