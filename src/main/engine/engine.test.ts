import { describe, expect, it } from 'vitest';
import { instantCounter } from '../device/testing/instant.ts';
import { Stand } from './testing/stand.ts';

describe('A scan that nobody disturbs', () => {
  it('visits every point, counts there and ends in one footer', async () => {
    const stand = new Stand();
    const footer = await stand.clock.settle(
      stand.start('ascan samx 0 1 4 0.1'),
    );
    expect(stand.column('samx')).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(stand.column('i0')).toEqual([1, 2, 3, 4, 5]);
    expect(footer).toMatchObject({
      endReason: 'finished',
      points: 5,
      message: null,
    });
    expect(stand.output.footers).toEqual([footer]);
    expect(stand.engine.busy).toBe(false);
    expect(stand.engine.progress).toMatchObject({
      state: 'finished',
      phase: 'done',
      point: 5,
    });
  });

  it('moves the axes of a point together and triggers the detectors together', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('a2scan samx 0 1 samy 0 1 1 0.5'));
    // The second point: 1 s for both axes at 1 mm/s, after 0.5 s for both counters.
    expect(stand.column('elapsed_time')).toEqual([0, 1.5]);
    expect(stand.clock.monotonic()).toBe(2000);
  });

  it('does not move an axis that is where it should be', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('mesh samx 0 1 2 samy 0 1 1 0'));
    expect(stand.samx.moves).toBe(6);
    expect(stand.samy.moves).toBe(2);
    expect(stand.column('samy')).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it('runs every other row of a snake backwards', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('mesh samx 0 2 2 samy 0 1 1 0 snake'));
    expect(stand.column('samx')).toEqual([0, 1, 2, 2, 1, 0]);
    expect(stand.output.headers[0]).toMatchObject({
      shape: [2, 3],
      isSnake: true,
      axes: [
        { name: 'samx', start: 0, stop: 2 },
        { name: 'samy', start: 0, stop: 1 },
      ],
      plot: { kind: 'grid', x: 'samx', y: 'samy' },
    });
  });

  it('says which detectors it goes without', async () => {
    const stand = new Stand();
    stand.i1.lose();
    await stand.clock.settle(stand.start('ascan samx 0 2 2 0'));
    const leftOut = [
      { name: 'i1', why: 'it is offline. Its line was pulled.' },
    ];
    expect(stand.output.headers[0]).toMatchObject({ leftOut });
    expect(stand.engine.progress).toMatchObject({ leftOut });
  });

  it('counts once without any dimension, and says how', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('ct 0.5'));
    expect(stand.output.points).toHaveLength(1);
    expect(stand.output.headers[0]).toMatchObject({
      points: 1,
      shape: [],
      detectors: {
        i0: { type: 'test', mode: 'MEAN' },
        i1: { type: 'test', mode: 'MEAN' },
      },
    });
  });

  it('waits for the settle time between move and count', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('ascan samx 1 2 1 0.1 settle=0.4'));
    expect(stand.column('elapsed_time')).toEqual([1.4, 2.9]);
  });

  it('takes the exposure also when nothing counts', async () => {
    const stand = new Stand();
    stand.devices.all = () => [];
    await stand.clock.settle(stand.start('loopscan 3 0.5'));
    expect(stand.column('elapsed_time')).toEqual([0, 0.5, 1]);
  });

  it('knows where every axis stood before and after', async () => {
    const stand = new Stand();
    const footer = await stand.clock.settle(stand.start('ascan samx 1 2 1 0'));
    expect(stand.output.headers[0]?.positioners).toEqual({
      samx: { value: 0, unit: 'mm', dial: 0 },
      samy: { value: 0, unit: 'mm', dial: 0 },
    });
    expect(footer.positioners['samx']?.value).toBe(2);
  });

  it('puts the axis back after a relative scan', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('ascan samx 0 3 1 0'));
    await stand.clock.settle(stand.start('dscan samx -1 1 2 0'));
    expect(stand.column('samx').slice(2)).toEqual([2, 3, 4]);
    expect(stand.samx.position).toBe(3);
    expect(stand.output.headers[1]?.title).toBe('ascan samx 2 4 2 0');
  });

  it('leaves no timer behind', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('dscan samx -1 1 2 0.1 settle=0.1'));
    expect(stand.clock.waiting).toBe(0);
  });

  it('waits for an output that holds it back', async () => {
    const stand = new Stand();
    const { promise, resolve } = Promise.withResolvers<void>();
    stand.output.held = promise;
    const run = stand.start('loopscan 3 0.1');
    await stand.clock.advance(5000);
    expect(stand.output.points).toHaveLength(1);
    stand.output.held = undefined;
    resolve();
    await stand.clock.settle(run);
    expect(stand.output.points).toHaveLength(3);
  });

  it('lets other work have its turn though no device ever waits', async () => {
    const stand = new Stand();
    stand.devices.add(instantCounter('quick', () => 1));
    const run = stand.start('loopscan 200000 0 detectors=quick');
    let turns = 0;
    const count = () => {
      turns += 1;
      if (stand.engine.busy) setImmediate(count);
    };
    setImmediate(count);
    await stand.clock.settle(run);
    expect(turns).toBeGreaterThan(3);
  });
});

describe('The engine', () => {
  it('refuses a second run while one is active', async () => {
    const stand = new Stand();
    const run = stand.start('loopscan 3 0.1');
    await expect(stand.start('ct 1')).rejects.toMatchObject({ code: 'busy' });
    await stand.clock.settle(run);
    expect(stand.output.headers).toHaveLength(1);
  });

  it('refuses to start while STOP ALL is latched', async () => {
    const stand = new Stand();
    stand.latch.latch('anna');
    await expect(stand.start('ct 1')).rejects.toMatchObject({
      code: 'stopped',
    });
    expect(stand.output.headers).toHaveLength(0);
  });

  it('refuses verbs while nothing runs', () => {
    const { engine } = new Stand();
    for (const act of [
      () => engine.pause({ now: false }),
      () => engine.resume(),
      () => engine.skip(),
      () => engine.abort(),
    ]) {
      expect(act).toThrow(expect.objectContaining({ code: 'state' }));
    }
  });

  it('refuses to resume what is not paused', async () => {
    const stand = new Stand();
    const run = stand.start('loopscan 3 0.1');
    expect(() => stand.engine.resume()).toThrow(
      expect.objectContaining({ code: 'state' }),
    );
    await stand.clock.settle(run);
  });

  it('says in words what it is doing', async () => {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 2 1 2');
    await stand.clock.advance(500);
    expect(stand.engine.progress?.phaseText).toBe('Moving samx to 1.000 mm');
    await stand.clock.advance(1000);
    expect(stand.engine.progress?.phaseText).toBe('Counting 2 s');
    stand.engine.pause({ now: false });
    expect(stand.engine.progress?.phaseText).toBe(
      'Counting 2 s; pauses after this point',
    );
    await stand.clock.advance(3000);
    expect(stand.engine.progress?.phaseText).toBe('Paused before point 2');
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.engine.progress?.phaseText).toBe('Finished');
  });

  it('expects the end where the plan says, and later where the pace says', async () => {
    const stand = new Stand();
    const run = stand.start('loopscan 100 1');
    await stand.clock.advance(500);
    const start = stand.engine.progress?.startedAt ?? 0;
    expect((stand.engine.progress?.endsAt ?? 0) - start).toBeCloseTo(
      100_000,
      -2,
    );
    await stand.clock.advance(50_000);
    expect((stand.engine.progress?.endsAt ?? 0) - start).toBeCloseTo(
      100_000,
      -2,
    );
    stand.engine.pause({ now: false });
    await stand.clock.advance(20_000);
    expect(stand.engine.progress?.endsAt).toBeNull();
    stand.engine.resume();
    await stand.clock.advance(10);
    const late = (stand.engine.progress?.endsAt ?? 0) - start;
    expect(late).toBeGreaterThan(117_000);
    expect(late).toBeLessThan(121_000);
    await stand.clock.settle(run);
  });

  it('measures how long a run took beyond its plan', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('loopscan 10 1'));
    expect(stand.engine.timed).toMatchObject({
      points: 10,
      activeSeconds: 10,
      computedSeconds: 10,
    });
  });

  it('takes pauses off what it measures', async () => {
    const stand = new Stand();
    const run = stand.start('loopscan 10 1');
    await stand.clock.advance(2500);
    stand.engine.pause({ now: false });
    await stand.clock.advance(60_000);
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.engine.timed?.activeSeconds).toBeCloseTo(10, 9);
  });

  it('measures the way back of a relative scan as it is planned', async () => {
    const stand = new Stand();
    await stand.clock.settle(stand.start('dscan samx 2 3 1 1'));
    const { activeSeconds = NaN, computedSeconds = NaN } =
      stand.engine.timed ?? {};
    expect(activeSeconds).toBeCloseTo(2 + 1 + 1 + 1 + 3, 9);
    // The plan counts the ramps of the four moves as well.
    expect(Math.abs(computedSeconds - activeSeconds)).toBeLessThan(0.02);
  });
});
