import { describe, expect, it } from 'vitest';
import { Stand } from './testing/stand.ts';

/** A run of three points, 1 s of way and 1 s of counting each, whose axis is lost half-way to the second one. */
async function loseAxis() {
  const stand = new Stand();
  const run = stand.start('ascan samx 1 3 2 1');
  await stand.clock.advance(2500);
  stand.loseSamx();
  await stand.clock.advance(2000);
  return { stand, run };
}

describe('A line that is pulled during a scan', () => {
  it('holds the run, which says why, and goes on by itself with every point once', async () => {
    const { stand, run } = await loseAxis();
    expect(stand.engine.progress).toMatchObject({
      state: 'running',
      phase: 'held',
      point: 1,
      endsAt: null,
    });
    expect(stand.engine.progress?.phaseText).toMatch(
      /^Held before point 2 since \d\d:\d\d:\d\d: samx is offline\. Its line was pulled\. Goes on by itself\.$/,
    );
    await stand.clock.advance(60_000);
    expect(stand.output.points).toHaveLength(1);
    stand.findSamx();
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'finished', points: 3 });
    expect(footer.message).toMatch(/^Held once, 62 s in all, because contact/);
    expect(stand.column('samx')).toEqual([1, 2, 3]);
    expect(stand.output.points.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(stand.clock.waiting).toBe(0);
  });

  it('holds it for a counter, too, whose point is counted again while the axis stays', async () => {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 3 2 1');
    await stand.clock.advance(1500);
    stand.i0.lose();
    await stand.clock.advance(5000);
    expect(stand.engine.progress?.phaseText).toContain('i0 is offline');
    expect(stand.i1.active).toBe(0);
    stand.i0.find();
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'finished', points: 3 });
    expect(stand.column('samx')).toEqual([1, 2, 3]);
    expect(stand.i0.prepared).toBe(2);
  });

  it('stops the other axis, and sends both to the point when it is back', async () => {
    const stand = new Stand();
    const run = stand.start('a2scan samx 1 2 samy 5 6 1 0');
    await stand.clock.advance(500);
    stand.loseSamx();
    await stand.clock.advance(1000);
    expect(stand.samy.isMoving).toBe(false);
    expect(stand.samy.position).toBeLessThan(1);
    stand.findSamx();
    await stand.clock.settle(run);
    expect(stand.column('samx')).toEqual([1, 2]);
    expect(stand.column('samy')).toEqual([5, 6]);
  });

  it('leaves a relative scan a way back to where it began', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 3 2 1');
    await stand.clock.advance(2500);
    stand.loseSamx();
    await stand.clock.advance(10_000);
    stand.findSamx();
    await stand.clock.settle(run);
    expect(stand.column('samx')).toEqual([1, 2, 3]);
    expect(stand.samx.position).toBe(0);
  });

  it('keeps nobody from ending the run', async () => {
    for (const verb of ['skip', 'abort', 'stopAll'] as const) {
      const { stand, run } = await loseAxis();
      if (verb === 'stopAll') stand.stopAll();
      else stand.engine[verb]();
      const footer = await stand.clock.settle(run);
      expect(footer).toMatchObject({
        endReason: verb === 'skip' ? 'skipped' : 'aborted',
        points: 1,
      });
      expect(footer.message).toContain('Held once');
      await stand.clock.advance(10_000);
      expect(stand.clock.waiting).toBe(0);
    }
  });

  it('cannot be resumed over, and says what it waits for', async () => {
    const { stand } = await loseAxis();
    expect(() => stand.engine.resume()).toThrow(
      /cannot go on yet.*samx is offline/,
    );
  });

  it('rests when somebody pauses, and holds again when it is resumed too early', async () => {
    const { stand, run } = await loseAxis();
    stand.engine.pause({ now: false });
    await stand.clock.advance(100);
    expect(stand.engine.progress?.phase).toBe('paused');
    stand.engine.resume();
    await stand.clock.advance(2000);
    expect(stand.engine.progress?.phase).toBe('held');
    stand.findSamx();
    expect((await stand.clock.settle(run)).message).toContain('Held 2 times');
    expect(stand.column('samx')).toEqual([1, 2, 3]);
  });

  it('is looked at by somebody first when the axis is found elsewhere', async () => {
    const { stand, run } = await loseAxis();
    stand.samx.place(0);
    stand.findSamx();
    await stand.clock.advance(60_000);
    const { moves } = stand.samx;
    expect(stand.engine.progress).toMatchObject({
      state: 'paused',
      phaseText:
        'Paused before point 2: samx is there again, but stands at 0.000 mm, and was last seen at 1.000 mm. Was its controller switched off? Look before you resume.',
    });
    stand.engine.resume();
    await stand.clock.settle(run);
    expect(stand.samx.moves).toBeGreaterThan(moves);
    expect(stand.column('samx')).toEqual([1, 2, 3]);
  });

  it('is looked at by somebody also when it was paused meanwhile and resumed', async () => {
    const { stand, run } = await loseAxis();
    stand.engine.pause({ now: false });
    await stand.clock.advance(1000);
    stand.samx.place(-2);
    stand.findSamx();
    stand.engine.resume();
    await stand.clock.advance(60_000);
    expect(stand.samx.position).toBe(-2);
    expect(stand.engine.progress?.phaseText).toContain(
      'stands at \u22122.000 mm, and was last seen at 1.000 mm',
    );
    stand.engine.resume();
    expect((await stand.clock.settle(run)).endReason).toBe('finished');
    expect(stand.column('samx')).toEqual([1, 2, 3]);
  });

  it('fails the run when it does not come back within an hour', async () => {
    const { stand, run } = await loseAxis();
    await stand.clock.advance(3_600_000);
    const footer = await run;
    expect(footer).toMatchObject({ endReason: 'failed', points: 1 });
    expect(footer.message).toContain('The line to the device is gone');
    expect(stand.output.footers).toHaveLength(1);
  });

  it('fails the run when contact is lost at the same point again and again', async () => {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 3 2 1');
    stand.samx.fault = 'is lost half way';
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'failed', points: 0 });
    expect(stand.samx.moves).toBe(6);
    expect(footer.message).toContain('Held 5 times');
  });

  it('fails the run when something else does not come to rest', async () => {
    const stand = new Stand();
    stand.i0.fault = 'hangs and ignores stop';
    const run = stand.start('ascan samx 1 2 1 1');
    await stand.clock.advance(1500);
    stand.i1.lose();
    const footer = await stand.clock.settle(run);
    expect(footer.endReason).toBe('failed');
    expect(footer.message).toContain('The line to the device is gone');
    expect(footer.message).toContain('i0 did not confirm that it stands');
  });
});
