import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import type { Device } from '../device/types.ts';
import { moveDevice } from '../device/testing/command.ts';
import { Quantity, Selection } from '../device/parameter.ts';
import { stopAll } from '../device/stop-all.ts';
import { describeMovable } from '../device/testing/describe-movable.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import { createDevices } from '../device/registry.ts';
import { fakeLine } from '../io/fake.ts';
import { galil } from './galil.ts';
import { openBench, startInstrument } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';

const axis = { velocity: 10, acceleration: 100 };

for (const kind of lineKinds) {
  describe(
    `Galil over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeMovable('A motor', async () => {
        const bench = await openBench(
          kind,
          {
            protocol: 'galil',
            line: kind === 'TCP' ? 'tcp' : 'serial',
            axes: { A: { ...axis, isOn: true }, B: { isOn: true } },
          },
          galil,
          {
            axes: {
              samx: { address: 'A', ...axis, limits: [-20, 20] },
              samy: { address: 'B' },
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
          stopCommand: 'STA',
          close: () => bench.close(),
        };
      });
    },
  );
}

/** Two motors, the first between switches, and one that the controller does not have. */
function openController(first: object = {}, simulated: object = {}) {
  return openBench(
    'TCP',
    {
      protocol: 'galil',
      axes: {
        A: { ...axis, isOn: true, switches: [-3, 3], home: 1, ...simulated },
        B: { ...axis, isOn: true },
      },
    },
    galil,
    {
      axes: {
        gone: { address: 'H' },
        samx: { address: 'A', ...axis, limits: [-20, 20], ...first },
        samy: { address: 'B', ...axis },
      },
    },
  );
}

describeReadable('A Galil motor', async () => {
  const bench = await openController();
  return {
    device: bench.get('samx'),
    line: bench.line.faults,
    close: () => bench.close(),
  };
});

function quantity(device: Device, name: string): Quantity {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Quantity) return parameter;
  throw new Error(`It has no ${name}.`);
}

function selection(device: Device, name: string): Selection {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Selection) return parameter;
  throw new Error(`It has no ${name}.`);
}

function valueOf(device: Device, name: string) {
  return device.parameters.get(name)?.last?.value;
}

describe('A Galil controller', () => {
  it('begins axes that are sent off together with one command, and polls them together', async () => {
    const bench = await openController();
    await untilStatus(bench.get('samy'), 'idle');
    await Promise.all([
      bench.get('samx').movable?.move(1),
      bench.get('samy').movable?.move(-1),
    ]);
    expect(bench.line.faults.sent()).toContain('PA 1000,-1000\rBGAB\r');
    expect(bench.line.faults.sent()).toContain('TSAB;SCAB;RPAB\r');
    await bench.close();
  });

  it('goes on with the others when an axis is not there, and says what the controller says', async () => {
    const bench = await openController();
    await untilStatus(bench.get('samy'), 'idle');
    const { status, message } = bench.get('gone').reading();
    expect(status).toBe('offline');
    expect(message).toMatch(/refused "MG _BLH,_FLH": Operand error\./);
    expect(await bench.get('samy').movable?.move(0.5)).toBe(0.5);
    await bench.close();
  });

  it('stops those that are there with one command, whatever is missing', async () => {
    const bench = await openController();
    await untilStatus(bench.get('samy'), 'idle');
    const results = await stopAll(bench.devices.all(), {
      clock: systemClock,
      timeoutMs: 5000,
    });
    expect(bench.line.faults.sent()).toContain('STAB\r');
    expect(results).toMatchObject([
      // Refused; or, where the answer came late, not confirmed.
      { name: 'gone', isStopped: false },
      { name: 'samx', isStopped: true },
      { name: 'samy', isStopped: true },
    ]);
    await bench.close();
  });

  it('says which limit ended a move, and lets the axis off it', async () => {
    const bench = await openController();
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    const error = await refusal(moveDevice(samx, 5));
    expect(error.code).toBe('hard-limit');
    expect(error.message).toMatch(/ran into the upper limit switch/);
    expect(error.detail).toMatchObject({
      stopCode: 2,
      switches: [
        'standing',
        'motor power on',
        'upper limit switch active',
        'home input low',
      ],
    });
    await untilStatus(samx, 'limit');
    const again = await refusal(moveDevice(samx, 6));
    expect(again.code).toBe('hard-limit');
    expect(again.message).toMatch(/did not start.*upper limit/);
    await samx.movable?.move(1);
    await untilStatus(samx, 'idle');
    await bench.close();
  });

  it('keeps to soft limits of the controller, too', async () => {
    const bench = await openController();
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    expect(samx.reading().deviceLimits).toEqual({ lower: -20, upper: 20 });
    await bench.close();
    const line = fakeLine('dmc');
    line.onWrite = (text) => line.say(answers(text, { limits: '-500 1500' }));
    const devices = createDevices();
    const instrument = startInstrument(
      galil,
      { axes: { samx: { address: 'A' } } },
      devices,
      line,
    );
    await untilStatus(devices.get('samx'), 'idle');
    expect(devices.get('samx').reading().deviceLimits).toEqual({
      lower: -0.5,
      upper: 1.5,
    });
    await instrument.close();
  });

  it('is disabled without power, moves with it, and switches it off again', async () => {
    const bench = await openController({}, { isOn: false });
    const samx = bench.get('samx');
    await untilStatus(samx, 'disabled');
    expect(samx.reading().message).toMatch(/power is off; switch it on/);
    expect((await refusal(moveDevice(samx, 1))).code).toBe('state');
    const power = selection(samx, 'power');
    await power.set('on');
    await untilStatus(samx, 'idle');
    expect(await samx.movable?.move(1)).toBe(1);
    await power.set('off');
    await untilStatus(samx, 'disabled');
    await bench.close();
  });

  it.each([
    ['HM', null, ['HMA\r', 'BGA\r'], 0],
    ['FI', 5, ['JGA=-10000\r', 'FIA\r', 'BGA\r', 'DPA=5000\r'], 5],
    ['FE', 1.5, ['FEA\r', 'BGA\r', 'DPA=1500\r'], 1.5],
  ] as const)(
    'finds its reference by %s, and counts from it',
    async (homeBy, homeAt, sent, stands) => {
      const bench = await openController({ homeBy, homeAt });
      const samx = bench.get('samx');
      await untilStatus(samx, 'idle');
      expect(valueOf(samx, 'reference')).toBe('unknown');
      await samx.methods.get('home')?.call();
      const places = sent.map((text) => bench.line.faults.sent().indexOf(text));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
      expect(valueOf(samx, 'reference')).toBe('found');
      expect(samx.reading().value).toBeCloseTo(stands, 2);
      await bench.close();
    },
  );

  it('looks for its reference at its own velocity, and travels at the usual one afterwards', async () => {
    const bench = await openController({ homeVelocity: 4 });
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    await samx.methods.get('home')?.call();
    const sent = bench.line.faults.sent();
    expect(sent.indexOf('HMA')).toBeGreaterThan(sent.indexOf('SPA=4000'));
    expect(sent.lastIndexOf('SPA=10000')).toBeGreaterThan(sent.indexOf('HMA'));
    await bench.close();
  });

  it('says where a search ended that found nothing', async () => {
    const bench = await openController({}, { home: 5 });
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    const home = samx.methods.get('home');
    const error = await refusal(home?.call() ?? Promise.resolve());
    expect(error.code).toBe('device');
    expect(error.message).toMatch(
      /HM did not find its reference.*upper limit switch.*home input low/,
    );
    expect(valueOf(samx, 'reference')).toBe('not found');
    await bench.close();
  });

  it('sets velocity and ramps as the controller takes them, and says what it refuses', async () => {
    const bench = await openController();
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    expect(bench.line.faults.sent()).toContain('SPA=10000\r');
    expect(bench.line.faults.sent()).toContain('ACA=100352\r');
    expect(bench.line.faults.sent()).toContain('DCA=100352\r');
    const velocity = quantity(samx, 'velocity');
    await velocity.set(2.0005);
    expect(bench.line.faults.sent()).toContain('SPA=2000\r');
    const error = await refusal(velocity.set(1e6));
    expect(error.code).toBe('device');
    expect(error.message).toMatch(
      /refused "SPA=1000000000": Number out of range/,
    );
    expect(velocity.last?.value).toBe(2.0005);
    await bench.close();
  });

  it('shows the encoder beside the position, in counts of its own', async () => {
    const bench = await openController({
      encoder: true,
      countsPerUnit: 500,
      readback: 'steps',
    });
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    await samx.movable?.move(1);
    expect(bench.line.faults.sent()).toContain('TSA;SCA;TDA;TPA\r');
    await until('it has settled', () => valueOf(samx, 'encoder') === 2);
    expect(samx.reading().value).toBe(1);
    await bench.close();
  });

  it('says that the load did not follow, refuses to go on, and does after the fault was cleared', async () => {
    const bench = await openController({}, { stepsPerUnit: 20_000 });
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    const moving = refusal(moveDevice(samx, 20));
    await until('it has left', () => samx.reading().value !== 0);
    bench.line.responder.faults.isJammed = true;
    expect((await moving).message).toMatch(/its load did not follow/);
    expect(samx.reading().status).toBe('error');
    expect((await refusal(moveDevice(samx, 1))).code).toBe('device');
    await samx.methods.get('clearFault')?.call();
    await untilStatus(samx, 'idle');
    bench.line.responder.faults.isJammed = false;
    expect(await samx.movable?.move(1)).toBe(1);
    await bench.close();
  });

  it('takes what programs in the controller say for no answer', async () => {
    const bench = await openController();
    const samx = bench.get('samx');
    await untilStatus(samx, 'idle');
    for (const words of ['door: open?\r\n', ' 4711\r\n', '\u00e8\u008d']) {
      bench.line.faults.garbage(words);
      expect(await samx.readable?.read()).toBe(0);
    }
    expect(samx.reading().status).toBe('idle');
    await bench.close();
  });

  it('asks one question at a time where the controller answers several with one prompt', async () => {
    const line = fakeLine('old dmc');
    line.onWrite = (text) => {
      const [first = ''] = text.trim().split(';');
      line.say(answers(`${first}\r`, {}));
    };
    const devices = createDevices();
    const instrument = startInstrument(
      galil,
      { axes: { samx: { address: 'A' } } },
      devices,
      line,
    );
    await untilStatus(devices.get('samx'), 'idle');
    expect(devices.get('samx').reading().value).toBe(0.25);
    expect(line.written).toContain('RPA\r');
    await instrument.close();
  });

  it('is offline with a sentence when what answers is no number', async () => {
    const line = fakeLine('dmc');
    line.onWrite = (text) =>
      line.say(text.startsWith('TS') ? 'help\r\n:' : answers(text, {}));
    const devices = createDevices();
    const instrument = startInstrument(
      galil,
      { axes: { samx: { address: 'A' } } },
      devices,
      line,
    );
    await until('it has given up', () =>
      /did not answer "TS/.test(devices.get('samx').reading().message ?? ''),
    );
    expect(devices.get('samx').reading().status).toBe('offline');
    await instrument.close();
  });

  it.each([
    ['a number for an axis', { samx: { address: 1 } }],
    ['a letter that no controller has', { samx: { address: 'I' } }],
    ['two axes with one letter', { a: { address: 'A' }, b: { address: 'A' } }],
    [
      'another way to the reference',
      { samx: { address: 'A', homeBy: 'HOME' } },
    ],
    ['a misspelt key', { samx: { address: 'A', stepPerUnit: 5 } }],
  ])('refuses %s in the beamline file', (_, axes) => {
    expect(galil.config.safeParse({ axes }).success).toBe(false);
  });
});

/** What a controller with one axis at 250 says. */
function answers(text: string, { limits }: { limits?: string }): string {
  const said: Readonly<Record<string, string>> = {
    '\x12\x16': 'DMC2182 Rev 1.0p',
    TSA: ' 12',
    SCA: ' 1',
    RPA: ' 250',
  };
  return text
    .trimEnd()
    .split(';')
    .map((command) => {
      const value = command.startsWith('MG')
        ? (limits ?? '-2147483648.0000 2147483647.0000')
        : said[command];
      return value === undefined ? ':' : `${value}\r\n:`;
    })
    .join('');
}
