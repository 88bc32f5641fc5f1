import { describe, expect } from 'vitest';
import { BeamtimeError } from '../../../contract/errors.ts';
import { describeMovableLine } from './describe-movable-line.ts';
import type { MovableBench } from './movable-bench.ts';
import { axisTrials } from './trials.ts';
import { refusal, untilLeft } from './until.ts';

/** What every axis does, whatever drives it. `open` makes a fresh one that is online; pseudo axes have no line of their own. */
export function describeMovable(
  title: string,
  open: () => Promise<MovableBench>,
  { hasLine = true } = {},
): void {
  describe(`${title} as an axis`, () => {
    const trial = axisTrials(open);

    trial('says what it is able to do', async ({ bench, movable }) => {
      expect(bench.device.info.can).toMatchObject({ move: true, stop: true });
      expect(bench.device.readable).toBeDefined();
      expect(movable.unit).toBe(bench.device.info.unit);
    });

    trial(
      'reaches its target, says so, and stands there',
      async ({ bench, movable }) => {
        const reached = await movable.move(bench.near);
        expect(Math.abs(reached - bench.near)).toBeLessThanOrEqual(
          bench.tolerance,
        );
        expect(await movable.readPosition()).toBe(reached);
        expect(bench.device.reading()).toMatchObject({
          status: 'idle',
          value: reached,
          target: bench.near,
          isStale: false,
        });
      },
    );

    trial(
      'is moving as soon as it was told to, and announces positions on the way',
      async ({ bench, movable }) => {
        const from = await movable.readPosition();
        const seen: number[] = [];
        bench.device.onChanged((device) => {
          const { value } = device.reading();
          if (typeof value === 'number') seen.push(value);
        });
        const moving = movable.move(bench.far);
        expect(bench.device.reading().status).toBe('moving');
        await moving;
        const between = new Set(
          seen.filter((value) => (value - from) * (value - bench.far) < 0),
        );
        expect(between.size).toBeGreaterThanOrEqual(2);
      },
    );

    trial(
      'refuses a target beyond its limit and stays where it is',
      async ({ bench, movable }) => {
        const from = await movable.readPosition();
        expect(() => movable.check(bench.beyond)).toThrow(BeamtimeError);
        const refused = await refusal(movable.move(bench.beyond));
        expect(refused.code).toBe('limit');
        expect(refused.message).toMatch(/limit of .*Choose/);
        expect(await movable.readPosition()).toBe(from);
      },
    );

    trial(
      'refuses what is no number as a target',
      async ({ bench, movable }) => {
        for (const target of [NaN, Infinity, -Infinity]) {
          expect((await refusal(movable.move(target))).code).toBe('parameter');
          expect(bench.device.reading().status).toBe('idle');
        }
      },
    );

    trial(
      'refuses a second move while it is moving',
      async ({ bench, movable, stop }) => {
        const moving = refusal(movable.move(bench.far));
        expect((await refusal(movable.move(bench.near))).code).toBe('busy');
        await stop();
        expect((await moving).code).toBe('stopped');
      },
    );

    trial(
      'refuses to move while it is locked, and says who locked it and why',
      async ({ bench, movable }) => {
        const position = bench.device.parameters.get('position');
        position?.lockBy({ who: 'Anna', why: 'sample is glued' });
        const refused = await refusal(movable.move(bench.near));
        expect(refused.code).toBe('lock');
        expect(refused.message).toContain('Anna: sample is glued');
        position?.unlock();
        await movable.move(bench.near);
      },
    );

    trial(
      'refuses to move while STOP ALL is latched',
      async ({ bench, movable }) => {
        bench.latch.latch('Anna');
        expect((await refusal(movable.move(bench.near))).code).toBe('stopped');
        bench.latch.reset();
        await movable.move(bench.near);
      },
    );

    trial(
      'stops on the way and stands where it says',
      async ({ bench, movable, stop }) => {
        const from = await movable.readPosition();
        const moving = refusal(movable.move(bench.far));
        await untilLeft(movable, from);
        await stop();
        const stoodAt = await movable.readPosition();
        const refused = await moving;
        expect(refused.code).toBe('stopped');
        expect(stoodAt).toBeGreaterThan(from);
        expect(stoodAt).toBeLessThan(bench.far);
        expect(await movable.readPosition()).toBe(stoodAt);
        expect(bench.device.reading()).toMatchObject({
          status: 'idle',
          value: stoodAt,
        });
      },
    );

    trial(
      'stands when an aborted move rejects, with the reason of the signal',
      async ({ bench, movable }) => {
        const controller = new AbortController();
        const from = await movable.readPosition();
        const moving = refusal(movable.move(bench.far, controller.signal));
        await untilLeft(movable, from);
        const why = new BeamtimeError('aborted', 'The scan was aborted.');
        controller.abort(why);
        expect(await moving).toBe(why);
        const stoodAt = await movable.readPosition();
        expect(await movable.readPosition()).toBe(stoodAt);
        expect(Math.abs(stoodAt - bench.far)).toBeGreaterThan(bench.tolerance);
      },
    );

    trial(
      'does not start when the signal is aborted already',
      async ({ bench, movable }) => {
        const from = await movable.readPosition();
        const refused = await refusal(
          movable.move(bench.near, AbortSignal.abort()),
        );
        expect(refused.code).toBe('aborted');
        expect(await movable.readPosition()).toBe(from);
      },
    );

    trial(
      'can be stopped while it stands, and moves afterwards',
      async ({ bench, movable, stop }) => {
        await stop();
        await movable.move(bench.near);
      },
    );

    trial(
      'may be moved again as soon as its stop is over',
      async ({ bench, movable, stop }) => {
        const from = await movable.readPosition();
        const moving = refusal(movable.move(bench.far));
        await untilLeft(movable, from);
        await stop();
        await movable.move(bench.near);
        expect((await moving).code).toBe('stopped');
      },
    );

    trial(
      'does not start a move that was stopped in the same turn',
      async ({ bench, movable, stop }) => {
        const from = await movable.readPosition();
        const moving = refusal(movable.move(bench.far));
        await stop();
        expect((await moving).code).toBe('stopped');
        expect(Math.abs((await movable.readPosition()) - from)).toBeLessThan(
          Math.abs(bench.far - from) / 2,
        );
      },
    );

    trial(
      'estimates nothing for no way and more for a longer one',
      async ({ bench, movable }) => {
        const from = movable.position() ?? NaN;
        expect(movable.estimate(from, from)).toBe(0);
        const short = movable.estimate(from, from + (bench.far - from) / 4);
        expect(short).toBeGreaterThan(0);
        expect(movable.estimate(from, bench.far)).toBeGreaterThan(short);
      },
    );

    if (hasLine) describeMovableLine(open);
  });
}
