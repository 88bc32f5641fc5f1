import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { moveDevice } from '../device/testing/command.ts';
import { createDevices } from '../device/registry.ts';
import { stopAll } from '../device/stop-all.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import type { Device } from '../device/types.ts';
import { fakeLine } from '../io/fake.ts';
import { smc100 } from './smc100.ts';
import { askLine } from './testing/ask-line.ts';
import {
  openBench,
  startInstrument,
  type DriverBench,
} from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';
import { callMethod, setParameter } from './testing/operate.ts';

const speed = { velocity: 10, acceleration: 100 };
const stage = { ...speed, settlingMs: 5 };
const ready = { ...stage, state: 'ready' } as const;

for (const kind of lineKinds) {
  describe(
    `SMC100 over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeMovable('A motor', async () => {
        const bench = await openBench(
          kind,
          { protocol: 'smc100', axes: { 1: ready, 11: ready } },
          smc100,
          {
            axes: {
              samx: { address: 1, ...speed, limits: [-20, 20] },
              samy: { address: 11, ...speed },
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
          stopCommand: '1ST\r\n',
          close: () => bench.close(),
        };
      });
    },
  );
}

/** A chain of boxes as given, on `samx` and `samy`. */
function openChain(
  first: object = ready,
  second: object = ready,
): Promise<DriverBench> {
  return openBench(
    'TCP',
    { protocol: 'smc100', axes: { 1: first, 2: second } },
    smc100,
    {
      axes: {
        samx: { address: 1, ...speed },
        samy: { address: 2, ...speed },
      },
    },
  );
}

/** Opens a chain, lets the test act, and closes it whatever happens. */
async function withChain(
  act: (bench: DriverBench, samx: Device) => Promise<void>,
  first?: object,
  second?: object,
): Promise<void> {
  const bench = await openChain(first, second);
  try {
    const samx = bench.get('samx');
    await until('it is there', () => samx.reading().status !== 'offline');
    await act(bench, samx);
  } finally {
    await bench.close();
  }
}

describeReadable('An SMC100 motor', async () => {
  const bench = await openChain();
  return {
    device: bench.get('samx'),
    line: bench.line.faults,
    close: () => bench.close(),
  };
});

describe.concurrent('An SMC100 motor', () => {
  it('is not moved before it has found its reference, and says what to do', () =>
    withChain(async (_, samx) => {
      expect(samx.reading()).toMatchObject({ status: 'idle' });
      expect(samx.reading().message).toMatch(/find the reference/);
      const refused = await refusal(moveDevice(samx, 1));
      expect(refused.code).toBe('state');
      expect(refused.message).toMatch(/Find the reference first/);
    }, stage));

  it('finds its reference, has the velocity of the beamline file then, and moves', () =>
    withChain(
      async (bench, samx) => {
        await callMethod(samx, 'home');
        expect(samx.parameters.get('reference')?.last?.value).toBe('found');
        expect(samx.reading()).toMatchObject({ status: 'idle', value: 0 });
        expect(await askLine(bench.line, '1VA?\r\n')).toBe('1VA10\r\n');
        expect(await askLine(bench.line, '1AC?\r\n')).toBe('1AC100\r\n');
        expect(await samx.movable?.move(0.5)).toBeCloseTo(0.5, 2);
      },
      { ...stage, velocity: 5, start: 0.5 },
    ));

  it('looks for its reference again, though it knows it, after a reset', () =>
    withChain(async (bench, samx) => {
      await samx.movable?.move(0.5);
      await callMethod(samx, 'home');
      expect(bench.line.faults.sent()).toMatch(/1RS\r\n[^]*1OR\r\n/);
      expect(samx.reading()).toMatchObject({ status: 'idle', value: 0 });
    }));

  it('says that a search for the reference ended on a limit switch', () =>
    withChain(
      async (_, samx) => {
        const refused = await refusal(callMethod(samx, 'home'));
        expect(refused.code).toBe('device');
        expect(refused.message).toMatch(
          /did not find its reference: it ran into its upper limit switch/,
        );
        expect(samx.parameters.get('reference')?.last?.value).toBe('not found');
      },
      { ...stage, home: 3, switches: [-1, 1] },
    ));

  it('stands, not referenced, when a search for the reference is stopped', () =>
    withChain(
      async (_, samx) => {
        const searching = refusal(callMethod(samx, 'home'));
        await until('it searches', () => samx.reading().status === 'moving');
        await samx.stoppable?.stop();
        expect((await searching).code).toBe('stopped');
        expect((await refusal(moveDevice(samx, 1))).code).toBe('state');
      },
      { ...stage, start: 20 },
    ));

  it('keeps within the limits of the controller', () =>
    withChain(
      async (_, samx) => {
        expect(samx.movable?.limits()).toEqual({ lower: -3, upper: 2 });
        expect((await refusal(moveDevice(samx, 2.5))).code).toBe('limit');
      },
      { ...ready, switches: [-3, 2] },
    ));

  it('says which limit switch ended a move, and that the reference is lost', () =>
    withChain(
      async (bench, samx) => {
        await askLine(bench.line, '1SR9\r\n1TE\r\n');
        bench.line.faults.cut();
        await untilStatus(samx, 'offline');
        await untilStatus(samx, 'idle');
        const refused = await refusal(moveDevice(samx, 5));
        expect(refused.code).toBe('hard-limit');
        expect(refused.message).toMatch(
          /ran into its upper limit switch. It has lost its reference/,
        );
        expect(samx.reading()).toMatchObject({ status: 'limit' });
        const uncleared = await refusal(callMethod(samx, 'clearFault'));
        expect(uncleared.code).toBe('state');
        expect(uncleared.message).toMatch(/has lost its reference.*home/);
        await callMethod(samx, 'home');
        expect(samx.reading()).toMatchObject({ status: 'idle' });
      },
      { ...ready, switches: [-3, 3] },
    ));

  it('is disabled with a reason without power, and moves when it is on again', () =>
    withChain(async (bench, samx) => {
      const power = samx.parameters.get('power');
      expect(power?.last?.value).toBe('on');
      await setParameter(samx, 'power', 'off');
      expect(samx.reading()).toMatchObject({
        status: 'disabled',
        message: 'Its power is off; switch it on.',
      });
      expect(await askLine(bench.line, '1TS\r\n')).toBe('1TS00003C\r\n');
      const refused = await refusal(moveDevice(samx, 1));
      expect(refused.code).toBe('state');
      expect(refused.message).toMatch(/cannot move: Its power is off/);
      await setParameter(samx, 'power', 'on');
      expect(await samx.movable?.move(0.5)).toBeCloseTo(0.5, 2);
    }));

  it('says why it gave a move up, and moves when the fault is cleared', () =>
    withChain(
      async (bench, samx) => {
        const moving = refusal(moveDevice(samx, 10));
        await until('it moves', () => Number(samx.reading().value) > 0.5);
        bench.line.responder.faults.isJammed = true;
        const refused = await moving;
        expect(refused.code).toBe('device');
        expect(refused.message).toMatch(/stopped before .*following error/);
        expect(samx.reading()).toMatchObject({ status: 'disabled' });
        expect(samx.reading().message).toMatch(/following error.*clear/);
        bench.line.responder.faults.isJammed = false;
        await callMethod(samx, 'clearFault');
        await moveDevice(samx, 0);
        expect(samx.reading()).toMatchObject({ status: 'idle', message: null });
      },
      { ...ready, followingError: 0.1 },
    ));

  it('sets its velocity in the controller, and says what it refuses', () =>
    withChain(async (bench, samx) => {
      await setParameter(samx, 'velocity', 2.5);
      expect(await askLine(bench.line, '1VA?\r\n')).toBe('1VA2.5\r\n');
      const refused = await refusal(setParameter(samx, 'velocity', 1e-7));
      expect(refused.code).toBe('device');
      expect(refused.message).toMatch(/refused "1VA0": a value is missing or/);
    }));

  it('takes a velocity before it found its reference, and has it afterwards', () =>
    withChain(async (bench, samx) => {
      await setParameter(samx, 'velocity', 4);
      await callMethod(samx, 'home');
      expect(await askLine(bench.line, '1VA?\r\n')).toBe('1VA4\r\n');
    }, stage));

  it('is disabled while it is configured, and never set up in it', () =>
    withChain(
      async (bench, samx) => {
        await untilStatus(samx, 'disabled');
        expect(samx.reading().message).toMatch(/is being configured/);
        expect(bench.line.faults.sent()).not.toContain('1VA');
      },
      { ...stage, state: 'configuration' },
    ));

  it('is not misled by the refusal of a stop that it needed not', () =>
    withChain(async (_, samx) => {
      await setParameter(samx, 'power', 'off');
      await samx.stoppable?.stop();
      await setParameter(samx, 'power', 'on');
      expect(await samx.movable?.move(0.25)).toBeCloseTo(0.25, 2);
    }));
});

describe.concurrent('An SMC100 chain', () => {
  it('goes on with the others when a box is missing, even the first', async () => {
    const bench = await openBench(
      'TCP',
      { protocol: 'smc100', axes: { 2: ready } },
      smc100,
      { axes: { gone: { address: 1 }, samy: { address: 2, ...speed } } },
    );
    const samy = bench.get('samy');
    await untilStatus(samy, 'idle');
    expect(bench.get('gone').reading().message).toMatch(/did not answer "1TE"/);
    expect(await samy.movable?.move(0.5)).toBeCloseTo(0.5, 2);
    await bench.close();
  });

  it('is stopped as a whole by one command', () =>
    withChain(async (bench) => {
      await untilStatus(bench.get('samy'), 'idle');
      const results = await stopAll(bench.devices.all(), {
        clock: systemClock,
        timeoutMs: 5000,
      });
      expect(bench.line.faults.sent()).toContain('\r\nST\r\n');
      expect(bench.line.faults.sent()).not.toContain('1ST');
      expect(results).toMatchObject([
        { name: 'samx', isStopped: true },
        { name: 'samy', isStopped: true },
      ]);
    }));
});

it('An SMC100 says what a refusal means that is not known here', async () => {
  const line = fakeLine('odd box');
  const answers: Readonly<Record<string, string>> = {
    '1VE': ' SMC100CC 9',
    '1TS': '000032',
    '1TP': '0',
    '1SL?': '-5',
    '1SR?': '5',
    '1TBQ': 'Q Lid is open',
  };
  let isOdd = false;
  line.onWrite = (text) => {
    const request = text.trim();
    const answer = request === '1TE' ? (isOdd ? 'Q' : '@') : answers[request];
    const echo = request.replace(/\?$|(?<=TB)Q$/, '');
    if (answer !== undefined) line.say(`${echo}${answer}\r\n`);
  };
  const devices = createDevices();
  const instrument = startInstrument(
    smc100,
    { axes: { samx: { address: 1 } } },
    devices,
    line,
  );
  const samx = devices.get('samx');
  await untilStatus(samx, 'idle');
  isOdd = true;
  const refused = await refusal(moveDevice(samx, 1));
  expect(refused.code).toBe('device');
  expect(refused.message).toMatch(/refused "1PA1": Lid is open/);
  await instrument.close();
});

describe('The configuration of an SMC100 chain', () => {
  it.each([
    [{ axes: { samx: { address: 32 } } }, /31/],
    [{ axes: { samx: {} } }, /address|number/i],
    [{ axes: { samx: { address: 1, stepsPerUnit: 100 } } }, /stepsPerUnit/],
    [
      { axes: { samx: { address: 1 }, samy: { address: 1 } } },
      /Address 1 is taken by samx/,
    ],
    [{ axes: { samx: { address: 1, limits: [3, 1] } } }, /lower limit comes/],
  ])('%j is refused', (config, why) => {
    const parsed = smc100.config.safeParse(config);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toMatch(why);
  });
});
