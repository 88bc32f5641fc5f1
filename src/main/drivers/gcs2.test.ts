import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { moveDevice } from '../device/testing/command.ts';
import { stopAll } from '../device/stop-all.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import type { Device } from '../device/types.ts';
import { gcs2 } from './gcs2.ts';
import { askLine } from './testing/ask-line.ts';
import { openBench, type DriverBench } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';
import { callMethod, setParameter } from './testing/operate.ts';

const speed = { velocity: 10, acceleration: 100 };
const off = { ...speed, settlingMs: 5 };
const ready = { ...off, isReferenced: true };

for (const kind of lineKinds) {
  describe(
    `GCS 2 over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeMovable('A motor', async () => {
        const bench = await openBench(
          kind,
          {
            protocol: 'gcs2',
            line: kind === 'TCP' ? 'tcp' : 'serial',
            axes: { 1: ready, 2: ready },
          },
          gcs2,
          {
            axes: {
              samx: { address: 1, ...speed, limits: [-20, 20] },
              samy: { address: '2', ...speed },
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
          tolerance: 0.001,
          stopCommand: 'HLT 1\n',
          close: () => bench.close(),
        };
      });
    },
  );
}

/** A controller with two axes as given, `samx` and `samy`. */
async function withController(
  act: (bench: DriverBench, samx: Device) => Promise<void>,
  {
    first = ready,
    second = ready,
    samx: fields = {},
    controller = {},
    simulated = {},
  }: {
    first?: object;
    second?: object;
    samx?: object;
    controller?: object;
    simulated?: object;
  } = {},
): Promise<void> {
  const bench = await openBench(
    'TCP',
    { protocol: 'gcs2', axes: { 1: first, 2: second }, ...simulated },
    gcs2,
    {
      ...controller,
      axes: {
        samx: { address: 1, ...speed, ...fields },
        samy: { address: 2, ...speed },
      },
    },
  );
  try {
    const samx = bench.get('samx');
    for (const device of bench.devices.all()) {
      await until('it is there', () => device.reading().status !== 'offline');
    }
    await act(bench, samx);
  } finally {
    await bench.close();
  }
}

describeReadable('A GCS 2 motor', async () => {
  const bench = await openBench(
    'TCP',
    { protocol: 'gcs2', axes: { 1: ready } },
    gcs2,
    { axes: { samx: { address: 1, ...speed } } },
  );
  return {
    device: bench.get('samx'),
    line: bench.line.faults,
    close: () => bench.close(),
  };
});

describe.concurrent('A GCS 2 motor', () => {
  it('is disabled after power-on, and not moved before it has found its reference', () =>
    withController(
      async (bench, samx) => {
        expect(samx.reading()).toMatchObject({
          status: 'disabled',
          message: 'Its servo is off; switch its power on.',
        });
        const dead = await refusal(moveDevice(samx, 1));
        expect(dead.code).toBe('state');
        expect(dead.message).toMatch(/cannot move: Its servo is off/);
        await setParameter(samx, 'power', 'on');
        expect(await askLine(bench.line, 'SVO? 1\n')).toBe('1=1\n');
        expect(samx.reading().message).toMatch(/find the reference/);
        const lost = await refusal(moveDevice(samx, 1));
        expect(lost.code).toBe('state');
        expect(lost.message).toMatch(/Find the reference first/);
      },
      { first: off },
    ));

  it('finds its reference switch, counts from there, and moves', () =>
    withController(
      async (_, samx) => {
        await setParameter(samx, 'power', 'on');
        expect(samx.parameters.get('reference')?.last?.value).toBe('not found');
        await callMethod(samx, 'home');
        expect(samx.parameters.get('reference')?.last?.value).toBe('found');
        expect(samx.reading()).toMatchObject({ status: 'idle', value: 1 });
        expect(await samx.movable?.move(0.5)).toBeCloseTo(0.5, 2);
      },
      { first: { ...off, home: 1, start: 0.2 } },
    ));

  it.each([
    ['lower', 'FNL', -2],
    ['upper', 'FPL', 3],
  ])('finds its reference at its %s limit switch', (reference, command, at) =>
    withController(
      async (bench, samx) => {
        await setParameter(samx, 'power', 'on');
        await callMethod(samx, 'home');
        expect(bench.line.faults.sent()).toContain(`${command} 1\n`);
        expect(samx.reading()).toMatchObject({ status: 'limit', value: at });
        expect(await samx.movable?.move(0)).toBeCloseTo(0, 2);
        expect(samx.reading()).toMatchObject({ status: 'idle' });
      },
      { first: { ...off, switches: [-2, 3] }, samx: { reference } },
    ),
  );

  it('says why it did not find its reference', () =>
    withController(
      async (_, samx) => {
        await setParameter(samx, 'power', 'on');
        const refused = await refusal(callMethod(samx, 'home'));
        expect(refused.code).toBe('device');
        expect(refused.message).toMatch(
          /samx did not find its reference: the reference was not found/,
        );
        expect(samx.parameters.get('reference')?.last?.value).toBe('not found');
        expect((await refusal(moveDevice(samx, 0))).code).toBe('state');
      },
      { first: { ...off, home: 5, switches: [-1, 1] } },
    ));

  it('stands, not referenced, when a search for the reference is stopped', () =>
    withController(
      async (_, samx) => {
        await setParameter(samx, 'power', 'on');
        const searching = refusal(callMethod(samx, 'home'));
        await until('it searches', () => samx.reading().status === 'moving');
        await samx.stoppable?.stop();
        expect((await searching).code).toBe('stopped');
        expect((await refusal(moveDevice(samx, 1))).code).toBe('state');
      },
      { first: { ...off, start: 20 } },
    ));

  it('keeps within the limits of the controller', () =>
    withController(
      async (_, samx) => {
        expect(samx.movable?.limits()).toEqual({ lower: -3, upper: 2 });
        expect((await refusal(moveDevice(samx, 2.5))).code).toBe('limit');
      },
      { first: { ...ready, switches: [-3, 2] } },
    ));

  it('says which limit switch ended a move, and lets the axis off it', () =>
    withController(
      async (bench, samx) => {
        await askLine(bench.line, 'SPA 1 0x15 9\nERR?\n');
        bench.line.faults.cut();
        await untilStatus(samx, 'offline');
        await untilStatus(samx, 'idle');
        const refused = await refusal(moveDevice(samx, 5));
        expect(refused.code).toBe('hard-limit');
        expect(refused.message).toMatch(/ran into its upper limit switch/);
        expect(samx.reading()).toMatchObject({ status: 'limit' });
        expect(await samx.movable?.move(1)).toBeCloseTo(1, 2);
        expect(samx.reading()).toMatchObject({ status: 'idle' });
      },
      { first: { ...ready, switches: [-3, 3] } },
    ));

  it('is disabled with a reason without servo, and moves when it is on again', () =>
    withController(async (bench, samx) => {
      await setParameter(samx, 'power', 'off');
      expect(await askLine(bench.line, 'SVO? 1\n')).toBe('1=0\n');
      expect(samx.reading()).toMatchObject({ status: 'disabled' });
      expect((await refusal(moveDevice(samx, 1))).code).toBe('state');
      await setParameter(samx, 'power', 'on');
      expect(await samx.movable?.move(0.5)).toBeCloseTo(0.5, 2);
    }));

  it('says why it gave a move up, and moves when the fault is cleared', () =>
    withController(
      async (bench, samx) => {
        const moving = refusal(moveDevice(samx, 10));
        await until('it moves', () => Number(samx.reading().value) > 0.5);
        bench.line.responder.faults.isJammed = true;
        const refused = await moving;
        expect(refused.code).toBe('device');
        expect(refused.message).toMatch(/stopped before .*did not follow/);
        expect(samx.reading()).toMatchObject({ status: 'disabled' });
        expect(samx.reading().message).toMatch(/did not follow.*clear the/);
        bench.line.responder.faults.isJammed = false;
        await callMethod(samx, 'clearFault');
        await moveDevice(samx, 0);
        expect(samx.reading()).toMatchObject({ status: 'idle', message: null });
      },
      { first: { ...ready, followingError: 0.1 } },
    ));

  it('sets its velocity and its ramps in the controller, and says what it refuses', () =>
    withController(async (bench, samx) => {
      await setParameter(samx, 'velocity', 2.5);
      await setParameter(samx, 'acceleration', 50);
      expect(await askLine(bench.line, 'VEL? 1\nACC? 1\nDEC? 1\n')).toBe(
        '1=2.5000\n1=50.0000\n1=50.0000\n',
      );
      const refused = await refusal(setParameter(samx, 'velocity', 1000));
      expect(refused.code).toBe('device');
      expect(refused.message).toMatch(/refused "VEL 1 1000": the velocity is/);
      expect(samx.parameters.get('velocity')?.last?.value).toBe(2.5);
    }));

  it('says that somebody else stopped it', () =>
    withController(async (bench, samx) => {
      const moving = refusal(moveDevice(samx, 15));
      await until('it moves', () => Number(samx.reading().value) > 0.5);
      await askLine(bench.line, 'HLT 1\n*IDN?\n');
      expect(await moving).toMatchObject({ code: 'stopped' });
      expect((await moving).message).toMatch(/did not come from here/);
    }));

  it('does not take an error that somebody else left for its own refusal', () =>
    withController(async (bench, samx) => {
      await askLine(bench.line, 'MOV 9 1\n*IDN?\n');
      expect(await samx.movable?.move(0.5)).toBeCloseTo(0.5, 2);
      expect(samx.reading()).toMatchObject({ status: 'idle', message: null });
    }));
});

describe.concurrent('A PI controller', () => {
  it('starts axes that are sent off together with one command, and looks at them together', () =>
    withController(async (bench, samx) => {
      await Promise.all([
        samx.movable?.move(1),
        bench.get('samy').movable?.move(1),
      ]);
      expect(bench.line.faults.sent()).toContain('\nMOV 1 1 2 1\n');
      expect(bench.line.faults.sent()).toContain('POS? 1 2\nONT? 1 2\n');
    }));

  it('moves the one when the other of two is refused by the controller', () =>
    withController(
      async (bench, samx) => {
        await askLine(bench.line, 'SPA 2 0x15 2\nERR?\n');
        const [here, there] = await Promise.allSettled([
          samx.movable?.move(1),
          bench.get('samy').movable?.move(3),
        ]);
        expect(here).toMatchObject({
          status: 'fulfilled',
          // Within its tolerance.
          value: expect.closeTo(1, 2),
        });
        expect(there).toMatchObject({ reason: { code: 'limit' } });
        expect(String('reason' in there && there.reason)).toMatch(
          /refused "MOV 2 3": the position is out of the limits/,
        );
      },
      { second: { ...ready, switches: [-5, 5] } },
    ));

  it.each([
    {
      onStop: 'ramp',
      lacks: [],
      sent: 'HLT 1 2\n',
      never: '\u0018',
      message: 'Stopped with its ramp.',
    },
    {
      onStop: 'abort',
      lacks: [],
      sent: '\u0018',
      never: 'HLT',
      message: 'Stopped at once, without its ramp.',
    },
    // A controller that cannot stop with a ramp must stop all the same.
    {
      onStop: 'ramp',
      lacks: ['HLT'],
      sent: '\u0018',
      never: 'STP',
      message: 'Stopped with its ramp.',
    },
  ] as const)(
    'is stopped as a whole by one command: $onStop, without $lacks',
    ({ onStop, lacks, sent, never, message }) =>
      withController(
        async (bench, samx) => {
          const moving = refusal(moveDevice(samx, 15));
          await until('it moves', () => Number(samx.reading().value) > 0);
          const results = await stopAll(bench.devices.all(), {
            clock: systemClock,
            timeoutMs: 5000,
          });
          expect(bench.line.faults.sent()).toContain(sent);
          expect(bench.line.faults.sent()).not.toContain(never);
          expect(results).toMatchObject([
            { name: 'samx', isStopped: true, message },
            { name: 'samy', isStopped: true, message },
          ]);
          expect((await moving).code).toBe('stopped');
          expect(samx.reading().value).toBeLessThan(15);
        },
        { controller: { onStop }, simulated: { lacks: [...lacks] } },
      ),
  );

  it('goes on with the others when it does not have an axis, and says which it has', async () => {
    const bench = await openBench(
      'TCP',
      { protocol: 'gcs2', axes: { 1: ready, 2: ready } },
      gcs2,
      { axes: { gone: { address: 'X' }, samy: { address: 2, ...speed } } },
    );
    const samy = bench.get('samy');
    await untilStatus(samy, 'idle');
    expect(bench.get('gone').reading()).toMatchObject({ status: 'offline' });
    expect(bench.get('gone').reading().message).toMatch(
      /has no axis "X" for gone; it has 1, 2/,
    );
    expect(await samy.movable?.move(0.5)).toBeCloseTo(0.5, 2);
    await bench.close();
  });
});

describe('The configuration of a PI controller', () => {
  it.each([
    [{ axes: { samx: { address: 0 } } }, /address/],
    [{ axes: { samx: { address: 'a b' } } }, /as the controller does/],
    [{ axes: { samx: { address: 1, home: 'positive' } } }, /home/],
    [{ axes: { samx: { address: 1, reference: 'left' } } }, /reference/],
    [
      { axes: { samx: { address: 1 }, samy: { address: '1' } } },
      /Address 1 is taken by samx/,
    ],
  ])('%j is refused', (config, why) => {
    const parsed = gcs2.config.safeParse(config);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toMatch(why);
  });
});
