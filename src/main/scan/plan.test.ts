import { describe, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { deviceInfo } from '../device/core.ts';
import { instantAxis } from '../device/testing/instant.ts';
import type { Devices } from '../device/types.ts';
import {
  buildScan,
  learn,
  parseScan,
  planScan,
  type MeasuredTime,
} from './index.ts';
import { testBeamline } from './testing/beamline.ts';

function plan(line: string, devices: Devices = testBeamline()) {
  return planScan({ line }, devices);
}

function build(line: string, devices: Devices = testBeamline()) {
  return buildScan(parseScan({ line }), devices);
}

function positions(line: string): number[][] {
  const scan = build(line);
  return Array.from({ length: scan.points }, (_, point) =>
    scan.axes.map((_axis, axis) => scan.position(point, axis)),
  );
}

describe('Where a scan goes', () => {
  it('20 intervals are 21 points, ends exact', () => {
    const scan = build('ascan samx -0.1 0.2 20 0.1');
    expect(scan.points).toBe(21);
    expect([scan.position(0, 0), scan.position(20, 0)]).toEqual([-0.1, 0.2]);
  });

  it('a2scan moves two axes in step', () => {
    expect(positions('a2scan samx 0 2 theta 10 20 2 0.1')).toEqual([
      [0, 10],
      [1, 15],
      [2, 20],
    ]);
  });

  it('mesh has its first axis fast and its shape slow first', () => {
    expect(build('mesh samx 0 2 2 samy 5 4 1 0.1').shape).toEqual([2, 3]);
    expect(positions('mesh samx 0 2 2 samy 5 4 1 0.1')).toEqual([
      [0, 5],
      [1, 5],
      [2, 5],
      [0, 4],
      [1, 4],
      [2, 4],
    ]);
  });

  it('a snake turns at the end of each row', () => {
    expect(positions('mesh samx 0 2 2 samy 5 4 1 0.1 snake')).toEqual([
      [0, 5],
      [1, 5],
      [2, 5],
      [2, 4],
      [1, 4],
      [0, 4],
    ]);
  });

  it('loopscan and ct go nowhere', () => {
    expect(build('loopscan 5 0.1')).toMatchObject({
      points: 5,
      axes: [],
      shape: [5],
    });
    expect(build('ct 0.1')).toMatchObject({ points: 1, axes: [], shape: [] });
  });

  it('dscan has offsets, and a title with absolute numbers', async () => {
    const devices = testBeamline();
    await devices.get('samx').movable?.move(1.5);
    const scan = build('dscan samx -1 1 4 0.1', devices);
    expect(scan).toMatchObject({
      isRelative: true,
      line: 'dscan samx -1 1 4 0.1',
      title: 'ascan samx 0.5 2.5 4 0.1',
    });
    expect(scan.position(0, 0)).toBe(-1);
    expect(plan('dscan samx -1 1 4 0.1', devices).axes[0]).toMatchObject({
      lowest: 0.5,
      highest: 2.5,
      position: 1.5,
    });
  });
});

describe('Detectors', () => {
  it('are all that count, and what can be calculated from them, when none is named', () => {
    expect(build('ct 1').detectors).toEqual(['i0', 'i1', 'i1/i0']);
  });

  it('bring along what they are calculated from, before them', () => {
    expect(build('ct 1 detectors=i1/i0').detectors).toEqual([
      'i1',
      'i0',
      'i1/i0',
    ]);
  });

  it('keep the order in which they were named', () => {
    expect(build('ct 1 detectors=i1,i0').detectors).toEqual(['i1', 'i0']);
  });
});

/** With an axis made of samx that cannot be at 1234. */
function holedBeamline(): Devices {
  const devices = testBeamline();
  const axis = instantAxis('holed', {
    facts: deviceInfo(
      { name: 'holed', driver: 'test', unit: 'mm', inputs: ['samx'] },
      { move: true },
    ),
  });
  const check = (target: number) => {
    if (target === 1234)
      throw new BeamtimeError('limit', 'holed has no answer.');
  };
  if (axis.movable)
    devices.add(Object.assign(axis, { movable: { ...axis.movable, check } }));
  return devices;
}

describe('The way through pseudo axes to the real ones', () => {
  it('finds the point at which a gap leaves the range of its blades', () => {
    const { problems, unreachable } = plan('ascan s1gap 0 20 1000 0.1');
    expect(unreachable.count).toBe(400);
    expect(unreachable.points).toHaveLength(20);
    expect(unreachable.points[0]).toEqual({
      point: 601,
      message:
        'Point 602 of 1001: s1gap 12.0 mm needs s1l at 6.0 mm, beyond its upper limit 6.0 mm.',
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.path).toEqual(['params', 'to']);
    expect(problems[0]?.message).toContain(
      '400 of 1001 points cannot be reached; the first is point 602.',
    );
  });

  it('finds every point of a map, in the order in which they would be measured', () => {
    const { unreachable } = plan('mesh s1gap 11 13 2 samx 0 1 1 0.1 snake');
    expect(unreachable.count).toBe(2);
    expect(unreachable.points.map(({ point }) => point)).toEqual([2, 3]);
  });

  it('counts points that two axes refuse only once', () => {
    const { unreachable, problems } = plan('mesh samx 4 6 2 samy 4 6 2 0.1');
    expect(unreachable.count).toBe(9 - 4);
    expect(problems.map(({ path }) => path[1])).toEqual(['to2', 'to1']);
  });

  it('says of each limit which point is the first beyond it', () => {
    const { problems, unreachable } = plan('dscan samx -50 50 20 0.1');
    expect(unreachable.count).toBe(18);
    expect(problems.map(({ path, message }) => [path[1], message])).toEqual([
      ['from', expect.stringMatching(/lower limit.* reason is point 1\.$/)],
      ['to', expect.stringMatching(/upper limit.* reason is point 13\.$/)],
    ]);
    // With nothing between the two limits, too.
    const [, upper] = plan('ascan samx -6 6 1 0.1').problems;
    expect(upper?.message).toMatch(/upper limit.* reason is point 2\.$/);
  });

  it('names the first point beyond a limit in the order of measuring', () => {
    const { problems } = plan('mesh samx -6 6 2 samy 0 1 1 0.1 snake');
    expect(problems.map(({ message }) => message.slice(-9))).toEqual([
      ' point 1.',
      ' point 3.',
    ]);
  });

  it('refuses an axis together with a pseudo axis made of it: each would carry the other along', () => {
    for (const line of [
      'mesh s1gap 1 2 2 s1l 0 1 1 0.1',
      'a2scan s1l 0 1 s1gap 0 1 5 0.1',
    ]) {
      const { problems } = plan(line);
      expect(problems.map(({ path }) => path)).toEqual([['params', 'axis2']]);
      expect(problems[0]?.message).toContain('move the same motors (s1l)');
    }
  });

  it('checks relative scans from where the axis stands', async () => {
    const devices = testBeamline();
    await devices.get('samx').movable?.move(4.5);
    expect(plan('dscan samx -1 1 4 0.1', devices).unreachable.count).toBe(1);
    expect(plan('dscan samx -1 0.5 4 0.1', devices).problems).toEqual([]);
  });

  it('a locked axis is a problem of the axis, not of its positions', () => {
    const devices = testBeamline();
    const position = devices.get('samx').parameters.get('position');
    position?.lockBy({ who: 'staff', why: 'detector is near' });
    const { problems } = plan('ascan samx 0 1 20 0.1', devices);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      path: ['params', 'axis'],
      code: 'lock',
    });
  });

  it('finds a single point of 5000 at which a formula has no answer', () => {
    const { problems, unreachable, warnings } = plan(
      'ascan holed 0 4999 4999 0.1',
      holedBeamline(),
    );
    expect(unreachable).toEqual({
      count: 1,
      points: [
        { point: 1234, message: 'Point 1235 of 5000: holed has no answer.' },
      ],
    });
    expect(problems.map(({ message }) => message).join()).toContain(
      'Point 1235 of 5000: holed has no answer.',
    );
    expect(warnings).toEqual([]);
  });

  it('says so when it checks only some points of a very long scan', () => {
    expect(
      plan('ascan holed 2000 3000 99999 0.1', holedBeamline()).warnings,
    ).toEqual([
      'Only 20000 of 100000 points were checked against limits through holed; each point is checked again before its move.',
    ]);
    expect(plan('ascan samx 0 1 99999 0.1').warnings).toEqual([]);
  });

  it('looks at a map of ten million points without visiting each', () => {
    const { problems, unreachable } = plan(
      'mesh samx 0 1 3161 samy 0 6 3161 0.1',
    );
    expect(problems).toHaveLength(1);
    expect(unreachable.count).toBe(3162 * 527);
  });
});

describe('What a plan tells', () => {
  it('says all of it before anything moves', () => {
    expect(plan('ascan samx 0 1 20 0.1')).toMatchObject({
      line: 'ascan samx 0 1 20 0.1',
      title: 'ascan samx 0 1 20 0.1',
      problems: [],
      points: 21,
      shape: [21],
      detectors: ['i0', 'i1', 'i1/i0'],
      axes: [
        {
          name: 'samx',
          unit: 'mm',
          lowest: 0,
          highest: 1,
          position: 0,
          limits: { lower: -5, upper: 5 },
        },
      ],
    });
  });

  it('previews at most 2000 points, first and last among them', () => {
    const [x] = plan('ascan samx 0 1 99999 0.1').preview;
    expect(x).toHaveLength(2000);
    expect([x?.[0], x?.[1999]]).toEqual([0, 1]);
  });

  it('warns of an axis that will not move', () => {
    expect(plan('ascan samx 1 1 20 0.1').warnings).toEqual([
      'samx begins and ends at the same position: it will not move.',
    ]);
  });

  it('knows the line and the request even when the trajectory is refused', () => {
    const refused = plan('ascan samx 0 9 3 0.1');
    expect(refused).toMatchObject({ line: 'ascan samx 0 9 3 0.1', points: 4 });
    expect(refused.problems).toHaveLength(1);
  });
});

describe('The duration', () => {
  it('is motion, settling and counting, the slowest axis of a step counting', () => {
    // 11 points of 1 s and 0.5 s, 10 steps of 0.1 mm at 0.5 mm/s, and 10 ms a point.
    const { durationSeconds, estimate } = plan(
      'a2scan samx 0 1 samy 0 1 10 1 settle=0.5',
    );
    expect(durationSeconds).toBeCloseTo(11 * 1.5 + 10 * 0.2 + 11 * 0.01, 9);
    expect(estimate).toBe('computed');
  });

  it('counts the way to the first point and, for relative scans, the way back', () => {
    expect(plan('ascan samx 3 4 1 0 detectors=i0').durationSeconds).toBeCloseTo(
      3 + 1 + 0.02,
      9,
    );
    expect(plan('dscan samx 3 4 1 0 detectors=i0').durationSeconds).toBeCloseTo(
      3 + 1 + 4 + 0.02,
      9,
    );
  });

  it('knows that a snake saves the way back', () => {
    const plain = plan(
      'mesh samx 0 4 2 samy 0 1 2 0 detectors=i0',
    ).durationSeconds;
    const snake = plan(
      'mesh samx 0 4 2 samy 0 1 2 0 snake detectors=i0',
    ).durationSeconds;
    // Two changes of row: 4 s back with samx, against 1 s for samy alone (0.5 mm at 0.5 mm/s).
    expect(plain - snake).toBeCloseTo(2 * (4 - 1), 9);
  });

  it('learns from runs of its like, later ones counting more', () => {
    const times = new Map<string, MeasuredTime>();
    const scan = build('ascan samx 0 1 9 1 detectors=i0');
    const ran = (activeSeconds: number) =>
      learn(times, { scan, computedSeconds: 11, activeSeconds, points: 10 });
    ran(11.5);
    const devices = testBeamline();
    const planned = (line: string) => planScan({ line }, devices, times);
    expect(planned('ascan samx 0 2 9 2 detectors=i0')).toMatchObject({
      estimate: 'measured',
    });
    expect(
      planned('ascan samx 0 1 9 1 detectors=i0').durationSeconds,
    ).toBeCloseTo(11 + 10 * 0.05, 9);
    expect(planned('ascan samx 0 1 9 1 detectors=i1').estimate).toBe(
      'computed',
    );
    for (let i = 0; i < 50; i += 1) ran(13);
    expect(
      planned('ascan samx 0 1 9 1 detectors=i0').durationSeconds,
    ).toBeCloseTo(13, 3);
  });

  it('does not learn from a run that ended early', () => {
    const times = new Map<string, MeasuredTime>();
    const scan = build('ascan samx 0 1 9 1');
    learn(times, { scan, computedSeconds: 11, activeSeconds: 3, points: 3 });
    expect(times.size).toBe(0);
  });
});
