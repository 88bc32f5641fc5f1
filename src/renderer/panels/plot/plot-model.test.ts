import { describe, expect, it } from 'vitest';
import type { Run } from '../../../contract/runs.ts';
import {
  axisTitle,
  choose,
  earlierRuns,
  extentOf,
  xRange,
} from './plot-model.ts';

const plain = { channels: {}, xInstead: {}, isMapFlat: false };

describe('what is drawn of a run', () => {
  it('is the first signal that the run suggests, over the axis that it suggests', () => {
    const choice = choose(runOf(1), plain);
    expect(choice).toMatchObject({ isMap: false, x: 'samx', isLeftLog: false });
    expect(choice.channels.map(({ name }) => name)).toEqual(['i1/i0']);
  });

  it('is what was ticked, on the side and with the scale kept for the channel', () => {
    const choice = choose(runOf(1), {
      ...plain,
      channels: {
        i0: { isShown: true, side: 'right', isLog: true },
        'i1/i0': { isShown: true },
      },
    });
    expect(choice.channels.map(({ name, side }) => `${name} ${side}`)).toEqual([
      'i1/i0 left',
      'i0 right',
    ]);
    expect([choice.isLeftLog, choice.isRightLog]).toEqual([false, true]);
  });

  it('takes another x only if the run has it', () => {
    expect(choose(runOf(1), { ...plain, xInstead: { samx: 'time' } }).x).toBe(
      'time',
    );
    expect(choose(runOf(1), { ...plain, xInstead: { samx: 'gone' } }).x).toBe(
      'samx',
    );
  });

  it('is a map for a mesh, unless curves are wanted', () => {
    const mesh = runOf(1, {
      plot: { kind: 'grid', x: 'samx', y: 'samy', signals: ['i0'] },
    });
    expect(choose(mesh, plain)).toMatchObject({
      isMap: true,
      x: 'samx',
      y: 'samy',
    });
    expect(choose(mesh, { ...plain, isMapFlat: true }).isMap).toBe(false);
  });
});

describe('earlier runs under the present one', () => {
  it('are the last two over the same axis with the same channel', () => {
    const other = {
      kind: 'curve' as const,
      x: 'theta',
      y: null,
      signals: ['i1/i0'],
    };
    const history = [
      runOf(9),
      runOf(8, { plot: other }),
      runOf(7),
      runOf(6),
      runOf(5),
    ];
    const run = runOf(9);
    expect(
      earlierRuns(run, history, choose(run, plain)).map(({ number }) => number),
    ).toEqual([7, 6]);
  });

  it('leave out runs without points', () => {
    const run = runOf(3);
    expect(
      earlierRuns(run, [runOf(2, { point: 0 })], choose(run, plain)),
    ).toEqual([]);
  });
});

describe('the range of x', () => {
  it('covers the plan from the first point on', () => {
    const range = xRange([0, 0.1], [0, 2]);
    expect(range?.[0]).toBeCloseTo(-0.03);
    expect(range?.[1]).toBeCloseTo(2.03);
  });

  it('leaves out a plan that the points do not follow', () => {
    expect(xRange([5, 6], [0, 2])?.[0]).toBeGreaterThan(4);
  });

  it('has a width at a single position', () => {
    expect(xRange([0, 0], null)).toEqual([-0.5, 0.5]);
  });

  it('passes over what is no number', () => {
    expect(extentOf([Float64Array.of(NaN, 2, 1)])).toEqual([1, 2]);
    expect(extentOf([Float64Array.of(NaN)])).toBeNull();
  });
});

describe('an axis title', () => {
  it('has the unit where there is one', () => {
    expect(axisTitle(runOf(1), 'samx')).toBe('samx (mm)');
    expect(axisTitle(runOf(1), 'i1/i0')).toBe('i1 / i0');
  });
});

function runOf(number: number, changes: Partial<Run> = {}): Run {
  const column = (
    name: string,
    role: 'axis' | 'detector' | 'timer',
    unit: string,
  ) => ({
    name,
    role,
    unit,
    decimals: 3,
  });
  return {
    number,
    line: 'ascan samx 0 1 20 0.1',
    title: 'ascan samx 0 1 20 0.1',
    request: { type: 'ascan', params: {} },
    who: 'operator',
    proposal: 'p',
    sample: 's',
    dataset: 'd',
    state: 'finished',
    phase: 'done',
    phaseText: '',
    point: 21,
    points: 21,
    shape: [21],
    leftOut: [],
    isSnake: false,
    columns: [
      column('samx', 'axis', 'mm'),
      column('i0', 'detector', 'cts'),
      column('i1/i0', 'detector', ''),
      column('time', 'timer', 's'),
    ],
    plot: { kind: 'curve', x: 'samx', y: null, signals: ['i1/i0', 'i0'] },
    percent: 100,
    startedAt: 0,
    endsAt: null,
    endedAt: 1,
    endReason: 'finished',
    message: null,
    file: 'f.h5',
    recorders: [],
    ...changes,
  };
}
