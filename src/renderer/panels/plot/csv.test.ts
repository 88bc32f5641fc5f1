import { describe, expect, it } from 'vitest';
import type { Column, Run } from '../../../contract/runs.ts';
import { csvOf } from './csv.ts';

describe('a run as CSV', () => {
  it('has names with units, every digit, a point for the decimals and nothing for what is missing', () => {
    const columns: readonly Column[] = [
      { name: 'samx', role: 'axis', unit: 'mm', decimals: 3 },
      { name: 'odd, "name"', role: 'detector', unit: '', decimals: 0 },
    ];
    const values = [Float64Array.of(0.1, -1e-9), Float64Array.of(NaN, 3)];
    const points = {
      run: 7,
      columns,
      count: 2,
      column: (name: string) =>
        values[columns.findIndex((column) => column.name === name)],
    };
    const lines = csvOf(run(columns), points).split('\r\n');
    expect(lines.slice(2)).toEqual([
      'samx (mm),"odd, ""name"""',
      '0.1,',
      '-1e-9,3',
      '',
    ]);
    expect(lines[0]).toBe('# run 7: ascan samx 0 1 1 0.1');
  });
});

function run(columns: readonly Column[]): Run {
  return {
    number: 7,
    line: 'ascan samx 0 1 1 0.1',
    title: 'ascan samx 0 1 1 0.1',
    request: { type: 'ascan', params: {} },
    who: 'operator',
    proposal: 'p',
    sample: 's',
    dataset: 'd',
    state: 'finished',
    phase: 'done',
    phaseText: '',
    point: 2,
    points: 2,
    shape: [2],
    leftOut: [],
    isSnake: false,
    columns: [...columns],
    plot: { kind: 'curve', x: 'samx', y: null, signals: [] },
    percent: 100,
    startedAt: 0,
    endsAt: null,
    endedAt: 1,
    endReason: 'finished',
    message: null,
    file: 'f.h5',
    recorders: [],
  };
}
