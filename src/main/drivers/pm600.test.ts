import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { stopAll } from '../device/stop-all.ts';
import { refusal, untilStatus } from '../device/testing/until.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import { pm600 } from './pm600.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';

const axis = { stepsPerUnit: 1000, velocity: 10, acceleration: 100 };

for (const kind of lineKinds) {
  for (const echo of [true, false]) {
    // Echo or not is a matter of bytes: without it, one kind of line will do.
    if (!echo && kind !== 'TCP') continue;
    describe(
      `PM600 over ${kind}, ${echo ? 'with' : 'without'} echo`,
      { concurrent: true, skip: !canServe(kind) },
      () => {
        describeMovable('A motor', async () => {
          const bench = await openBench(
            kind,
            { protocol: 'pm600', echo, axes: { 1: axis, 2: axis } },
            pm600,
            {
              axes: {
                s1l: {
                  address: 1,
                  ...axis,
                  limits: [-20, 20],
                  tolerance: 0.004,
                },
                s1r: { address: 2, ...axis },
              },
            },
          );
          return {
            device: bench.get('s1l'),
            latch: bench.devices.latch,
            line: bench.line.faults,
            near: 0.25,
            far: 16,
            beyond: 20.01,
            tolerance: 0.004,
            stopCommand: '1ST\r',
            close: () => bench.close(),
          };
        });
      },
    );
  }
}

describe('A PM600 chain', () => {
  const open = () =>
    openBench('TCP', { protocol: 'pm600', axes: { 2: axis, 3: axis } }, pm600, {
      axes: {
        gone: { address: 1 },
        s1l: { address: 2, ...axis },
        s1r: { address: 3, ...axis },
      },
    });

  it('goes on with the others when a controller is missing, even the first', async () => {
    const bench = await open();
    await untilStatus(bench.get('s1r'), 'idle');
    expect(bench.get('gone').reading().message).toMatch(/did not answer "1SV/);
    expect(await bench.get('s1l').movable?.move(0.5)).toBeCloseTo(0.5, 2);
    await bench.close();
  });

  it('is stopped as a whole by one character', async () => {
    const bench = await open();
    await untilStatus(bench.get('s1r'), 'idle');
    const before = bench.line.faults.sent().length;
    const results = await stopAll(bench.devices.all(), {
      clock: systemClock,
      timeoutMs: 5000,
    });
    const sent = bench.line.faults.sent().slice(before);
    expect(sent).toContain('\u001b');
    expect(sent).not.toContain('ST\r');
    expect(
      results.filter(({ isStopped }) => isStopped).map(({ name }) => name),
    ).toContain('s1l');
    await bench.close();
  });

  it('finds its datum, counts from it, and says when there is none', async () => {
    const bench = await openBench(
      'TCP',
      {
        protocol: 'pm600',
        axes: {
          2: { ...axis, home: -0.5 },
          3: { ...axis, home: 9, switches: [-1, 1] },
        },
      },
      pm600,
      {
        axes: {
          s1l: { address: 2, ...axis, encoder: true, homeAt: 3 },
          s1r: { address: 3, ...axis },
        },
      },
    );
    const s1l = bench.get('s1l');
    await untilStatus(s1l, 'idle');
    await untilStatus(bench.get('s1r'), 'idle');
    await s1l.methods.get('home')?.call();
    expect(s1l.parameters.get('reference')?.last?.value).toBe('found');
    expect(s1l.reading().value).toBeCloseTo(3, 2);
    expect(await s1l.parameters.get('encoder')?.get()).toBeCloseTo(3, 2);
    const refused = await refusal(
      bench.get('s1r').methods.get('home')?.call() ?? Promise.resolve(),
    );
    expect(refused.message).toMatch(
      /s1r did not find its reference in negative direction, it stands on its lower limit switch/,
    );
    await bench.close();
  });

  it('forgets an aborted motion when it is told to', async () => {
    const bench = await open();
    const s1l = bench.get('s1l');
    await untilStatus(s1l, 'idle');
    const clear = s1l.methods.get('clearFault');
    await clear?.call();
    expect(bench.line.faults.sent()).not.toContain('RS\r');
    const moving = refusal(s1l.movable?.move(1) ?? Promise.resolve());
    const port = await bench.line.opener.open();
    port.write(Buffer.from('2AB\r'));
    expect((await moving).message).toContain(
      'the controller aborted the motion',
    );
    await clear?.call();
    expect(bench.line.faults.sent()).toContain('2RS\r');
    expect(s1l.reading()).toMatchObject({ status: 'idle', message: null });
    port.close();
    await bench.close();
  });
});
