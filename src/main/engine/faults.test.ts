import { describe, expect, it } from 'vitest';
import { Stand } from './testing/stand.ts';

describe('A device that fails', () => {
  it.each(['refuses', 'fails half way', 'is lost half way'] as const)(
    'an axis that %s ends the run as failed, in its words, the other axis stopped',
    async (fault) => {
      const stand = new Stand();
      const run = stand.start('a2scan samx 1 2 samy 5 6 2 1');
      stand.samx.fault = fault;
      const footer = await stand.clock.settle(run);
      expect(footer.endReason).toBe('failed');
      expect(footer.message).toMatch(/device/);
      expect(stand.samy.isMoving).toBe(false);
      expect(stand.samy.position).toBeLessThan(2);
      expect(stand.output.footers).toHaveLength(1);
      expect(stand.engine.progress?.state).toBe('failed');
    },
  );

  it('an axis that never arrives is given up by its own patience and stopped', async () => {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 2 2 1');
    stand.samx.fault = 'never arrives';
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'failed', points: 0 });
    expect(footer.message).toContain('samx was still moving after');
    expect(stand.samx.isMoving).toBe(false);
  });

  it('an axis whose move never ends at all is given up by the engine', async () => {
    const stand = new Stand();
    const { movable } = stand.devices.get('samx');
    if (movable) movable.move = () => new Promise(() => {});
    const run = stand.start('ascan samx 1 2 2 1');
    const footer = await stand.clock.settle(run);
    expect(footer.endReason).toBe('failed');
    expect(footer.message).toContain('Waited 32 s for samx to reach 1.000 mm');
    expect(footer.message).toContain('samx did not confirm that it stands');
    expect(stand.samx.stops).toBe(1);
  });

  it('a counter that fails ends the run as failed and cancels the other', async () => {
    const stand = new Stand();
    const run = stand.start('ascan samx 1 2 2 1');
    stand.i0.fault = 'fails';
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'failed', points: 0 });
    expect(footer.message).toContain('overrange');
    expect(stand.i1.active).toBe(0);
  });

  it.each(['hangs', 'hangs and ignores stop'] as const)(
    'a counter that %s is waited for, but not for ever',
    async (fault) => {
      const stand = new Stand();
      const run = stand.start('ascan samx 1 2 2 1');
      stand.i0.fault = fault;
      await stand.clock.advance(6000);
      expect(stand.engine.progress?.phaseText).toBe(
        'Waiting for i0, 5 s of 1 s',
      );
      const footer = await stand.clock.settle(run);
      expect(footer.endReason).toBe('failed');
      expect(footer.message).toContain('Waited 17 s for i0 to count 1 s');
      expect(stand.clock.waiting).toBe(0);
    },
  );

  it('a counter that cannot be prepared keeps the axes from moving', async () => {
    const stand = new Stand();
    stand.i1.fault = 'does not prepare';
    const footer = await stand.clock.settle(stand.start('ascan samx 1 2 2 1'));
    expect(footer).toMatchObject({ endReason: 'failed', points: 0 });
    expect(stand.samx.moves).toBe(0);
    expect(stand.output.footers).toHaveLength(1);
  });

  it('a relative scan goes back although a counter failed', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 2 2 1');
    await stand.clock.advance(2500);
    stand.i0.fault = 'fails';
    const footer = await stand.clock.settle(run);
    expect(footer.endReason).toBe('failed');
    expect(stand.samx.position).toBe(0);
  });

  it('a way back that fails is a failure, with where the axis was', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 2 1 0');
    await stand.clock.advance(1500);
    stand.samx.fault = 'refuses';
    const footer = await stand.clock.settle(run);
    expect(stand.output.points).toHaveLength(2);
    expect(footer.endReason).toBe('failed');
    expect(footer.message).toContain(
      'Not put back; before the scan: samx at 0.000 mm.',
    );
  });

  it('an axis that somebody stops by hand aborts the run and stays there', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 3 4 1 0');
    await stand.clock.advance(1000);
    void stand.devices.get('samx').stoppable?.stop();
    const footer = await stand.clock.settle(run);
    expect(footer.endReason).toBe('aborted');
    expect(footer.message).toContain(
      'Not put back, because an axis was stopped by hand',
    );
    expect(stand.samx.position).toBeCloseTo(1.02, 6);
  });
});

describe('An output that fails', () => {
  it('at the beginning: nothing moves, and there is nothing to close', async () => {
    const stand = new Stand();
    stand.output.fault = 'begin';
    const footer = await stand.clock.settle(stand.start('ascan samx 1 2 2 1'));
    expect(footer.endReason).toBe('failed');
    expect(footer.message).toContain('disk is full');
    expect(stand.samx.moves).toBe(0);
    expect(stand.output.footers).toHaveLength(0);
    expect(stand.engine.busy).toBe(false);
  });

  it('at a point: the run fails, the axis goes back, the footer is tried', async () => {
    const stand = new Stand();
    const run = stand.start('dscan samx 1 2 2 1');
    await stand.clock.advance(2500);
    stand.output.fault = 'point';
    const footer = await stand.clock.settle(run);
    expect(footer).toMatchObject({ endReason: 'failed', points: 1 });
    expect(footer.message).toContain('disk is full');
    expect(stand.output.footers).toHaveLength(1);
    expect(stand.samx.position).toBe(0);
  });

  it('at the end: the run has failed, and the footer is not tried twice', async () => {
    const stand = new Stand();
    stand.output.fault = 'end';
    const footer = await stand.clock.settle(stand.start('ct 1'));
    expect(footer).toMatchObject({ endReason: 'failed', points: 1 });
    expect(stand.output.footers).toHaveLength(1);
    expect(stand.engine.progress).toMatchObject({
      state: 'failed',
      endReason: 'failed',
    });
  });

  it('by not answering when the file is made: given up, and closed should it still come', async () => {
    const stand = new Stand();
    const { promise, resolve } = Promise.withResolvers<void>();
    stand.output.begin = () => promise;
    const footer = await stand.clock.settle(stand.start('ascan samx 1 2 2 1'));
    expect(footer.message).toContain(
      'Waited 60 s for the data file to be created',
    );
    expect(stand.output.footers).toHaveLength(0);
    resolve();
    await stand.clock.advance(0);
    expect(stand.output.footers).toHaveLength(1);
  });

  it('by holding back for ever: given up', async () => {
    const stand = new Stand();
    stand.output.held = new Promise(() => {});
    const footer = await stand.clock.settle(stand.start('loopscan 3 0.1'));
    expect(footer.message).toContain('for the file writer to catch up');
    expect(stand.output.footers).toHaveLength(1);
  });

  it('by holding back does not keep an abort from ending the run', async () => {
    const stand = new Stand();
    stand.output.held = new Promise(() => {});
    const run = stand.start('loopscan 3 0.1');
    await stand.clock.advance(1000);
    stand.engine.abort();
    await stand.clock.advance(0);
    expect(stand.engine.busy).toBe(false);
    expect(await run).toMatchObject({ endReason: 'aborted', points: 1 });
  });
});
