import { describe, expect, it } from 'vitest';
import { Stand } from './testing/stand.ts';

/** Moments of `dscan samx 1 3 2 1 settle=0.5`: the first point moves for 1 s, settles for 0.5 s, counts for 1 s. */
const MOMENTS = [
  ['before the first move', 0],
  ['during a move', 500],
  ['while settling', 1200],
  ['while counting', 2000],
] as const;

describe.each(MOMENTS)('%s', (_, ms) => {
  async function begin() {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 3 2 1 settle=0.5');
    if (ms > 0) await stand.clock.advance(ms);
    return { stand, run };
  }

  it('a pause lets the point be finished, and the run goes on after it', async () => {
    const { stand, run } = await begin();
    stand.engine.pause({ now: false });
    await stand.clock.advance(20_000);
    expect(stand.engine.progress).toMatchObject({
      state: 'paused',
      phase: 'paused',
    });
    expect(stand.output.points).toHaveLength(ms === 0 ? 0 : 1);
    expect(stand.samx.isMoving).toBe(false);
    stand.engine.resume();
    expect(await stand.clock.settle(run)).toMatchObject({
      endReason: 'finished',
      points: 3,
    });
    expect(stand.column('samx')).toEqual([1, 2, 3]);
  });

  it('a pause at once stops everything and the point is repeated', async () => {
    const { stand, run } = await begin();
    stand.engine.pause({ now: true });
    await stand.clock.advance(100);
    expect(stand.engine.progress?.state).toBe('paused');
    expect(stand.samx.isMoving).toBe(false);
    expect(stand.i0.active).toBe(0);
    expect(stand.output.points).toHaveLength(0);
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.column('samx')).toEqual([1, 2, 3]);
    expect(stand.output.points.map((point) => point.index)).toEqual([0, 1, 2]);
  });

  it.each([
    ['a pause after the point', false, 'abort', 'aborted'],
    ['a pause at once', true, 'abort', 'aborted'],
    ['a pause after the point', false, 'skip', 'skipped'],
    ['a pause at once', true, 'skip', 'skipped'],
  ] as const)(
    '%s (now: %s) does not keep %s from ending the run',
    async (_title, now, verb, endReason) => {
      const { stand, run } = await begin();
      stand.engine.pause({ now });
      stand.engine[verb]();
      expect(await stand.clock.settle(run)).toMatchObject({ endReason });
      expect(stand.output.footers).toHaveLength(1);
      expect(stand.samx.isMoving).toBe(false);
    },
  );

  it('skip ends it at once, keeps what there is, and calls it finished', async () => {
    const { stand, run } = await begin();
    stand.engine.skip();
    await stand.clock.advance(100);
    expect(stand.i0.active).toBe(0);
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'skipped', points: 0 });
    expect(stand.engine.progress?.state).toBe('finished');
    expect(stand.output.footers).toHaveLength(1);
    expect(stand.samx.position).toBe(0);
  });

  it('abort stops axes and detectors, closes everything and puts the axis back', async () => {
    const { stand, run } = await begin();
    stand.engine.abort();
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'aborted', message: 'Aborted.' });
    expect(stand.engine.progress?.state).toBe('aborted');
    expect(stand.output.footers).toHaveLength(1);
    expect(stand.samx).toMatchObject({ isMoving: false, position: 0 });
    expect(stand.i0.active).toBe(0);
    expect(stand.clock.waiting).toBe(0);
  });

  it('STOP ALL leaves the axis where it stands and says where it came from', async () => {
    const { stand, run } = await begin();
    stand.stopAll();
    const footer = await stand.clock.settle(run);
    await stand.clock.advance(5000);
    expect(footer.endReason).toBe('aborted');
    expect(footer.message).toContain('STOP ALL was pressed by anna.');
    expect(stand.samx.isMoving).toBe(false);
    expect(stand.i0.active).toBe(0);
    expect(stand.output.footers).toHaveLength(1);
    if (ms > 0) {
      expect(footer.message).toContain(
        'Not put back, because STOP ALL is latched; before the scan: samx at 0.000 mm.',
      );
      expect(stand.samx.position).toBeGreaterThan(0);
    }
  });
});

describe('While paused', () => {
  async function paused() {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 3 2 1');
    stand.engine.pause({ now: false });
    await stand.clock.advance(20_000);
    return { stand, run };
  }

  it.each([
    ['skip', 'skipped', 'finished'],
    ['abort', 'aborted', 'aborted'],
  ] as const)('%s ends the run', async (verb, endReason, state) => {
    const { stand, run } = await paused();
    stand.engine[verb]();
    expect(await stand.clock.settle(run)).toMatchObject({ endReason });
    expect(stand.engine.progress?.state).toBe(state);
  });

  it('a second pause changes nothing', async () => {
    const { stand, run } = await paused();
    stand.engine.pause({ now: true });
    stand.engine.resume();
    expect(await stand.clock.settle(run)).toMatchObject({
      endReason: 'finished',
      points: 3,
    });
  });

  it('detectors are prepared again before going on', async () => {
    const { stand, run } = await paused();
    const before = stand.i0.prepared;
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.i0.prepared).toBe(before + 1);
  });

  it('an axis that somebody moved is moved again to its point', async () => {
    const stand = new Stand();
    const run = stand.start('mesh samx 0 1 1 samy 1 2 1 1');
    await stand.clock.advance(1500);
    stand.engine.pause({ now: false });
    await stand.clock.advance(10_000);
    const moved = stand.devices.get('samy').movable?.move(5);
    await stand.clock.settle(moved ?? Promise.resolve(NaN));
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.column('samy')).toEqual([1, 1, 2, 2]);
  });
});

describe('A pause at once', () => {
  it('is no pause when an axis never confirms that it stands: the run fails', async () => {
    const stand = new Stand();
    const { movable } = stand.devices.get('samy');
    if (movable) movable.move = () => new Promise(() => {});
    const run = stand.start('ascan samy 1 3 2 1');
    await stand.clock.advance(500);
    stand.engine.pause({ now: true });
    await stand.clock.advance(30_000);
    expect(stand.engine.progress?.state).toBe('failed');
    expect((await run).message).toBe(
      'samy did not confirm that it stands: look before you go near.',
    );
  });
});

describe('A second abort', () => {
  it('does not wait for an axis that never confirms, and says so', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 3 2 1');
    await stand.clock.advance(500);
    stand.samx.fault = 'never stops';
    stand.engine.abort();
    await stand.clock.advance(100);
    expect(stand.engine.busy).toBe(true);
    stand.engine.abort();
    await stand.clock.advance(1);
    expect(stand.engine.busy).toBe(false);
    const footer = await run;
    expect(footer.endReason).toBe('aborted');
    expect(footer.message).toContain('samx was not waited for: look whether');
    expect(footer.message).toContain(
      'Not put back, because abort was pressed twice',
    );
  });

  it.each([
    ['abort', (stand: Stand) => stand.engine.abort()],
    ['STOP ALL', (stand: Stand) => stand.stopAll()],
  ] as const)(
    'stops the way back, and waits until it stands: %s',
    async (_, act) => {
      const stand = new Stand();
      const run = stand.start('dscan samx 5 6 2 1');
      await stand.clock.advance(4000);
      stand.engine.abort();
      await stand.clock.advance(1000);
      expect(stand.engine.progress?.phaseText).toContain(
        'back to where it was',
      );
      act(stand);
      expect(stand.engine.busy).toBe(true);
      const footer = await stand.clock.settle(run);
      expect(footer.message).toContain(
        'Not put back; before the scan: samx at 0.000 mm.',
      );
      expect(footer.message).not.toMatch(/look|stands/);
      expect(stand.samx.position).toBeGreaterThan(2);
      expect(stand.samx.isMoving).toBe(false);
    },
  );

  it('after a finished scan, an abort on the way back ends it there', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 5 1 0');
    await stand.clock.advance(6500);
    stand.engine.abort();
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'aborted', points: 2 });
    expect(stand.samx.isMoving).toBe(false);
    expect(stand.samx.position).toBeGreaterThan(1);
  });
});

describe('On the way back after the last point', () => {
  it.each([
    ['pause', (stand: Stand) => stand.engine.pause({ now: true })],
    ['skip', (stand: Stand) => stand.engine.skip()],
  ] as const)('%s is refused, and the axis arrives', async (_, act) => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 5 1 0');
    await stand.clock.advance(6500);
    expect(stand.output.points).toHaveLength(2);
    expect(() => act(stand)).toThrow(
      expect.objectContaining({ code: 'state' }),
    );
    expect(await stand.clock.settle(run)).toMatchObject({
      endReason: 'finished',
    });
    expect(stand.samx.position).toBe(0);
  });
});

describe('While the file is being completed', () => {
  it('an abort comes too late and changes nothing', async () => {
    const stand = new Stand();
    const { promise, resolve } = Promise.withResolvers<void>();
    stand.output.completed = promise;
    const run = stand.start('ct 1');
    await stand.clock.advance(2000);
    expect(stand.engine.progress?.phase).toBe('cleaning up');
    stand.engine.abort();
    resolve();
    expect(await stand.clock.settle(run)).toMatchObject({
      endReason: 'finished',
      message: null,
    });
    expect(stand.output.footers).toHaveLength(1);
  });
});
