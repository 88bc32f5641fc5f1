import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { createDevices } from '../device/registry.ts';
import { instantAxis, instantCounter } from '../device/testing/instant.ts';
import { pseudoAxis } from '../drivers/pseudo-axis.ts';
import type { Instrument } from '../drivers/types.ts';
import { buildScan, parseScan, planScan } from '../scan/index.ts';
import { Engine } from './engine.ts';
import { TestOutput } from './testing/output.ts';
import { facts } from './testing/stand.ts';

/** A slit of two blades that stop at ±5 mm, with its gap and its centre. */
const devices = createDevices();
const limits = { lower: -5, upper: 5 };
devices.add(instantAxis('samx', { limits }));
devices.add(instantAxis('s1l', { limits, position: -1 }));
devices.add(instantAxis('s1r', { limits, position: 1 }));
devices.add(instantCounter('i0', () => 1));
/** The pseudo axes of one entry of a beamline file. */
function pseudoAxes(axes: Record<string, unknown>): Instrument {
  const instrument = pseudoAxis.create(pseudoAxis.config.parse({ axes }), {
    clock: systemClock,
    line: undefined,
    devices,
    isSimulated: true,
    log: () => {},
  });
  for (const device of instrument.devices) devices.add(device);
  return instrument;
}

const gap = {
  value: 's1r - s1l',
  moves: { s1l: 's1cen - target / 2', s1r: 's1cen + target / 2' },
};
const instruments = [
  pseudoAxes({
    s1gap: gap,
    s1cen: {
      value: '(s1l + s1r) / 2',
      moves: { s1l: 'target - s1gap / 2', s1r: 'target + s1gap / 2' },
    },
    // The gap once more: the two agree only where they are asked for the same.
    s1wide: gap,
  }),
  pseudoAxes({
    other: {
      value: 's1r - s1l',
      moves: { s1l: '-target / 2', s1r: 'target / 2' },
    },
  }),
];

beforeAll(() => {
  for (const instrument of instruments) instrument.start();
});
afterAll(async () => {
  for (const instrument of instruments) await instrument.close();
});

async function measure(line: string): Promise<number[][]> {
  const output = new TestOutput();
  const engine = new Engine({ devices, clock: systemClock, output });
  const footer = await engine.start(
    buildScan(parseScan({ line }), devices),
    facts,
  );
  expect(footer.message).toBeNull();
  return output.points.map(({ values }) => values.slice(0, 2));
}

describe('A scan of pseudo axes', () => {
  it('moves gap and centre in step', async () => {
    expect(await measure('a2scan s1gap 1 2 s1cen -1 1 2 0')).toEqual([
      [1, -1],
      [1.5, 0],
      [2, 1],
    ]);
  });

  it('maps gap against centre', async () => {
    expect(await measure('mesh s1gap 1 2 1 s1cen -1 1 1 0 snake')).toEqual([
      [1, -1],
      [2, -1],
      [2, 1],
      [1, 1],
    ]);
  });

  it('is checked with both axes where they will be', () => {
    const plan = (line: string) => planScan({ line }, devices);
    expect(plan('a2scan s1gap 0 8 s1cen 0 1 1000 0').problems).toEqual([]);
    const refused = plan('a2scan s1gap 0 8 s1cen 0 2 1000 0');
    // The right blade stands at centre + gap / 2 = 6 n / 1000, and must not pass 5.
    expect(refused.unreachable.count).toBe(1000 - 833);
    expect(refused.unreachable.points[0]?.point).toBe(834);
    expect(refused.problems[0]?.message).toContain(
      's1gap moves s1r. s1r: 6.000 mm is beyond the upper limit of 5.000 mm',
    );
  });

  it('is looked at row by row when both dimensions move the same blades', () => {
    const { unreachable, problems } = planScan(
      { line: 'mesh s1gap 0 8 100 s1cen -2 2 100 0' },
      devices,
    );
    // Every point at which |centre| + gap / 2 passes 5.
    expect(unreachable.count).toBe(650);
    expect(unreachable.points[0]?.point).toBe(76);
    expect(problems[0]?.message).toContain('650 of 10201 points');
  });

  it('is refused once, not once per field, when its axes contradict each other', () => {
    const plan = planScan(
      { line: 'a2scan s1gap 1 2 s1wide 3 4 10 0' },
      devices,
    );
    expect(plan.problems).toEqual([
      {
        path: ['params', 'axis2'],
        code: 'unsupported',
        message:
          's1gap and s1wide cannot be moved in the same step: they need the same axes in different places. 11 of 11 points cannot be reached; the first is point 1.',
      },
    ]);
    expect(plan.unreachable.count).toBe(11);
  });

  it('names the first point at which its axes contradict each other', () => {
    // They agree at the first point only, where both want a gap of 1.
    const { problems } = planScan(
      { line: 'a2scan s1gap 1 2 s1wide 1 4 10 0' },
      devices,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining(
        '10 of 11 points cannot be reached; the first is point 2.',
      ),
    ]);
  });

  it('of two instruments is refused when both move the same blades', () => {
    const { problems } = planScan(
      { line: 'a2scan s1gap 1 2 other 1 2 10 0' },
      devices,
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'other and s1gap move the same motors (s1l, s1r), so each would carry the other along. Choose one of them.',
    ]);
  });
});
