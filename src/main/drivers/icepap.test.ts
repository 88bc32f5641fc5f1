import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { moveDevice } from '../device/testing/command.ts';
import { Quantity, Selection } from '../device/parameter.ts';
import { stopAll } from '../device/stop-all.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import { createDevices } from '../device/registry.ts';
import { fakeLine } from '../io/fake.ts';
import { icepap } from './icepap.ts';
import { openBench, startInstrument } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';

for (const kind of lineKinds) {
  describe(
    `IcePAP over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeMovable('A motor', async () => {
        const bench = await openBench(
          kind,
          {
            protocol: 'icepap',
            axes: { 1: { velocity: 10, acceleration: 100 }, 2: {} },
          },
          icepap,
          {
            axes: {
              samx: {
                address: 1,
                velocity: 10,
                acceleration: 100,
                limits: [-20, 20],
              },
              samy: { address: 2 },
            },
          },
        );
        return {
          device: bench.get('samx'),
          latch: bench.devices.latch,
          line: bench.line.faults,
          near: 0.25,
          far: 16,
          beyond: 20.01,
          tolerance: 0.002,
          stopCommand: '#STOP 1',
          close: () => bench.close(),
        };
      });
    },
  );
}

/** Two motors, one of them between switches, and a board that is not in the rack. */
function openRack() {
  const axis = { velocity: 10, acceleration: 100 };
  return openBench(
    'TCP',
    {
      protocol: 'icepap',
      axes: { 1: { ...axis, switches: [-3, 3] }, 2: axis },
    },
    icepap,
    {
      axes: {
        gone: { address: 3 },
        samx: { address: 1, ...axis, limits: [-20, 20] },
        samy: { address: 2, ...axis },
      },
    },
  );
}

describeReadable('An IcePAP motor', async () => {
  const bench = await openRack();
  return {
    device: bench.get('samx'),
    line: bench.line.faults,
    close: () => bench.close(),
  };
});

describe('An IcePAP rack', () => {
  it('starts axes that are sent off together with one command, and polls them together', async () => {
    const bench = await openRack();
    await untilStatus(bench.get('samy'), 'idle');
    await Promise.all([
      bench.get('samx').movable?.move(1),
      bench.get('samy').movable?.move(1),
    ]);
    expect(bench.line.faults.sent()).toContain('#MOVE 1 1000 2 1000\r');
    expect(bench.line.faults.sent()).toContain('?FSTATUS 1 2;?FPOS 1 2\r');
    await bench.close();
  });

  it('goes on with the others when a board is missing', async () => {
    const bench = await openRack();
    await untilStatus(bench.get('samy'), 'idle');
    expect(bench.get('gone').reading()).toMatchObject({ status: 'offline' });
    expect(bench.get('gone').reading().message).toContain(
      'Board is not present',
    );
    expect(await bench.get('samy').movable?.move(0.5)).toBe(0.5);
    await bench.close();
  });

  it('stops those that are there with one command, whatever is missing', async () => {
    const bench = await openRack();
    await untilStatus(bench.get('samy'), 'idle');
    const results = await stopAll(bench.devices.all(), {
      clock: systemClock,
      timeoutMs: 5000,
    });
    expect(bench.line.faults.sent()).toContain('#STOP 1 2\r');
    expect(results).toMatchObject([
      // Refused; or, where the answer came late, not confirmed.
      { name: 'gone', isStopped: false },
      { name: 'samx', isStopped: true },
      { name: 'samy', isStopped: true },
    ]);
    await bench.close();
  });

  it('asks one question at a time where the rack answers the first of several only', async () => {
    const line = fakeLine('old rack');
    line.onWrite = (text) => {
      const [first = ''] = text.trim().split(';');
      const [word = ''] = first.replace('#', '').split(' ');
      const answer =
        { '?FSTATUS': '0x800203', '?FPOS': '250', '?VER': '3.17' }[word] ??
        'OK';
      line.say(`${word} ${answer}\r\n`);
    };
    const devices = createDevices();
    const instrument = startInstrument(
      icepap,
      { axes: { samx: { address: 1 } } },
      devices,
      line,
    );
    await until('the axis was found', () => line.written.includes('?FPOS 1\r'));
    await untilStatus(devices.get('samx'), 'idle');
    expect(devices.get('samx').reading().value).toBe(0.25);
    await instrument.close();
  });

  it('says which limit switch ended a move, and lets the axis off it', async () => {
    const bench = await openRack();
    const samx = bench.get('samx');
    await untilStatus(bench.get('samy'), 'idle');
    await expect(samx.movable?.move(5)).rejects.toThrow(
      /samx ran into the upper limit switch/,
    );
    expect(samx.reading()).toMatchObject({ status: 'limit' });
    expect(samx.reading().message).toContain('move it the other way');
    await samx.movable?.move(1);
    await until('it is off the switch', () => samx.reading().status === 'idle');
    await bench.close();
  });
});

/** A motor with an encoder, its home switch at 0.8 and its count 2 away from what it should be. */
async function openHomeRack() {
  const bench = await openBench(
    'TCP',
    {
      protocol: 'icepap',
      axes: { 1: { velocity: 10, acceleration: 100, home: 0.8, start: 2 } },
    },
    icepap,
    {
      axes: {
        samx: {
          address: 1,
          velocity: 10,
          acceleration: 100,
          encoder: true,
          homeAt: -1,
        },
      },
    },
  );
  const samx = bench.get('samx');
  await untilStatus(samx, 'idle');
  return { bench, samx };
}

describe('An IcePAP motor whose rack falls silent on the way', () => {
  /** Slow, so that silence is noticed long before it is there. */
  const openSlow = async () => {
    const bench = await openBench(
      'TCP',
      { protocol: 'icepap', axes: { 1: { velocity: 1, acceleration: 100 } } },
      icepap,
      { axes: { samx: { address: 1, velocity: 1, acceleration: 100 } } },
    );
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    return { bench, samx };
  };

  it('is told to stop when nobody can see it any more', async () => {
    const { bench, samx } = await openSlow();
    const moving = refusal(moveDevice(samx, 30));
    await until('it has left', () => Number(samx.reading().value) > 0.05);
    // Requests are carried out, replies are lost.
    bench.line.faults.mute();
    expect((await moving).message).toMatch(/samx was last seen at \d/);
    await until('the stop is out', () =>
      bench.line.faults.sent().includes('#STOP 1\r'),
    );
    bench.line.faults.heal();
    await untilStatus(samx, 'idle');
    const stood = await samx.movable?.readPosition();
    expect(stood).toBeLessThan(20);
    expect(await samx.movable?.readPosition()).toBe(stood);
    await bench.close();
  });

  it('is stopped as soon as it is found again', async () => {
    const { bench, samx } = await openSlow();
    const moving = refusal(moveDevice(samx, 30));
    await until('it has left', () => Number(samx.reading().value) > 0.05);
    // Nothing arrives any more, the stop neither.
    bench.line.faults.deafen();
    expect((await moving).code).toMatch(/timeout|disconnected/);
    const already = bench.line.faults.sent().length;
    bench.line.faults.heal();
    await untilStatus(samx, 'idle');
    expect(bench.line.faults.sent().slice(already)).toContain('#STOP 1\r');
    expect(await samx.movable?.readPosition()).toBeLessThan(20);
    await bench.close();
  });

  it('is not told to stop after a loss while it stood', async () => {
    const { bench, samx } = await openSlow();
    bench.line.faults.cut();
    await untilStatus(samx, 'offline');
    await untilStatus(samx, 'idle');
    expect(bench.line.faults.sent()).not.toContain('#STOP');
    await bench.close();
  });
});

describe('An IcePAP motor, besides moving', () => {
  it('finds its reference, and counts from it', async () => {
    const { bench, samx } = await openHomeRack();
    await samx.methods.get('home')?.call();
    expect(samx.parameters.get('reference')?.last?.value).toBe('found');
    expect(bench.line.faults.sent()).toContain('#1:HOME -1\r');
    // Its ramp of 0.5 mm took it past the switch, which is at -1 now.
    expect(await samx.movable?.readPosition()).toBeCloseTo(-1.5, 1);
    expect(await samx.movable?.move(0)).toBe(0);
    await bench.close();
  });

  it('says that it did not find it, and why', async () => {
    const bench = await openRack();
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    await samx.movable?.move(-2);
    const refused = await refusal(
      samx.methods.get('home')?.call() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('device');
    expect(refused.message).toMatch(
      /samx did not find its reference in negative direction\. It ended at the lower limit switch/,
    );
    expect(samx.parameters.get('reference')?.last?.value).toBe('not found');
    await bench.close();
  });

  it('is disabled without power, and moves again with it', async () => {
    const { bench, samx } = await openHomeRack();
    const power = samx.parameters.get('power');
    if (!(power instanceof Selection)) throw new Error('It has no power.');
    expect(power.last?.value).toBe('on');
    await power.set('off');
    expect(samx.reading()).toMatchObject({ status: 'disabled' });
    expect((await refusal(moveDevice(samx, 1))).code).toBe('state');
    await power.set('on');
    expect(await moveDevice(samx, 1)).toBe(1);
    await bench.close();
  });

  it('shows its encoder beside the steps that were sent', async () => {
    const { bench, samx } = await openHomeRack();
    await moveDevice(samx, 1.5);
    const encoder = samx.parameters.get('encoder');
    expect(encoder?.last?.value).toBeCloseTo(1.5);
    await bench.close();
  });

  it('takes a velocity that is set while it rests', async () => {
    const { bench, samx } = await openHomeRack();
    const velocity = samx.parameters.get('velocity');
    if (!(velocity instanceof Quantity)) throw new Error('It has no velocity.');
    await velocity.setFrom('0.4 cm/s');
    expect(bench.line.faults.sent()).toContain('#VELOCITY 1 4000\r');
    await bench.close();
  });
});
