import { describe, expect, it } from 'vitest';
import { setDevice } from '../device/testing/command.ts';
import { Quantity, Selection } from '../device/parameter.ts';
import { createDevices } from '../device/registry.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeSettable } from '../device/testing/describe-settable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import type { Device } from '../device/types.ts';
import { fakeLine } from '../io/fake.ts';
import { lakeshore } from './lakeshore.ts';
import { openBench, startInstrument } from './testing/bench.ts';
import { canServe, lineKinds, type LineKind } from './testing/lines.ts';

interface Setup {
  readonly kind?: LineKind;
  /** Of input A in the simulated instrument. */
  readonly input?: object;
  readonly output?: object;
  /** Of the loop in the beamline file. */
  readonly loop?: object;
}

/** Inputs A and B, and a loop on A that settles in a moment. */
function open({ kind = 'TCP', input, output, loop }: Setup = {}) {
  return openBench(
    kind,
    {
      protocol: 'lakeshore',
      line: kind === 'TCP' ? 'tcp' : 'serial',
      inputs: {
        A: { start: 100, rest: 100, timeConstant: 0.1, ...input },
        B: { start: 4.2, rest: 4.2 },
      },
      outputs: { 1: { input: 'A', ...output }, 3: { input: 'B' } },
    },
    lakeshore,
    {
      poll: 0.05,
      inputs: { tsample: { input: 'A' }, tcold: { input: 'B' } },
      loops: {
        oven: {
          output: 1,
          limits: [0, 350],
          window: 0.2,
          timeout: 10,
          ...loop,
        },
      },
    },
  );
}

function selection(device: Device, name: string): Selection {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Selection) return parameter;
  throw new Error(`It has no ${name}.`);
}

function quantity(device: Device, name: string): Quantity {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Quantity) return parameter;
  throw new Error(`It has no ${name}.`);
}

for (const kind of lineKinds) {
  describe(
    `A Lake Shore 336 over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeReadable('A temperature', async () => {
        const bench = await open({ kind });
        return {
          device: bench.get('tcold'),
          line: bench.line.faults,
          close: () => bench.close(),
        };
      });

      describeReadable('A setpoint', async () => {
        const bench = await open({ kind });
        return {
          device: bench.get('oven'),
          line: bench.line.faults,
          close: () => bench.close(),
        };
      });

      describeSettable('A setpoint', async () => {
        const bench = await open({ kind, loop: { wait: false } });
        return {
          device: bench.get('oven'),
          line: bench.line.faults,
          values: [77.25, 120],
          wrong: { value: 351, code: 'limit' },
          close: () => bench.close(),
        };
      });
    },
  );
}

describe('A temperature of a Lake Shore', () => {
  it.each([
    [{ sensor: 'disconnected' }, /beyond its range: is it connected/],
    [{ sensor: 'shorted' }, /reads zero: is it short-circuited/],
    [{ sensor: 'invalid' }, /the reading is invalid/],
    [{ curve: [1, 90] }, /above what its curve covers/],
    [{ curve: [110, 300] }, /below what its curve covers/],
  ])('has no value when its input is %j, and says why', async (input, why) => {
    const bench = await open({ input });
    const tsample = bench.get('tsample');
    await untilStatus(tsample, 'error');
    expect(tsample.reading().value).toBeNull();
    expect(tsample.reading().message).toMatch(why);
    expect(await tsample.readable?.read()).toBeNaN();
    await untilStatus(bench.get('tcold'), 'idle');
    expect(bench.get('tcold').reading().value).toBe(4.2);
    await untilStatus(bench.get('oven'), 'error');
    expect(bench.get('oven').reading().message).toMatch(why);
    await bench.close();
  });

  it('has a value again when its reading is good again', async () => {
    const bench = await open({
      input: { curve: [1, 150] },
      loop: { wait: false },
    });
    const [tsample, oven] = [bench.get('tsample'), bench.get('oven')];
    await untilStatus(oven, 'idle');
    await setDevice(oven, 200);
    await selection(oven, 'range').set('high');
    await untilStatus(tsample, 'error');
    await untilStatus(tsample, 'idle');
    expect(tsample.reading().value).toBeLessThan(150);
    await bench.close();
  });

  it('is offline with a sentence when what answers is no number', async () => {
    const line = fakeLine('cryo');
    line.onWrite = (text) => {
      if (text.startsWith('*IDN?')) line.say('LSCI,MODEL336,X,1\r\n');
      else line.say('cold;000\r\n');
    };
    const devices = createDevices();
    const instrument = startInstrument(
      lakeshore,
      { inputs: { t: { input: 'A' } } },
      devices,
      line,
    );
    await until('it has complained', () =>
      /answered KRDG\? A with "cold" instead of a number/.test(
        devices.get('t').reading().message ?? '',
      ),
    );
    expect(devices.get('t').reading().status).toBe('offline');
    await instrument.close();
  });

  it('takes a line that nobody asked for as nothing', async () => {
    const bench = await open();
    const tcold = bench.get('tcold');
    await untilStatus(tcold, 'idle');
    bench.line.faults.garbage('\u0000 7 \r\n');
    expect(await tcold.readable?.read()).toBe(4.2);
    await bench.close();
  });
});

describe('A loop of a Lake Shore', () => {
  it('is over with a setting when the temperature has been there for its window', async () => {
    const bench = await open();
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await selection(oven, 'range').set('high');
    const setting = setDevice(oven, 150);
    await untilStatus(oven, 'moving');
    await setting;
    const temperature = quantity(oven, 'temperature').last?.value ?? NaN;
    expect(Math.abs(temperature - 150)).toBeLessThanOrEqual(0.5);
    expect(oven.reading()).toMatchObject({ status: 'idle', value: 150 });
    expect(quantity(oven, 'heater').last?.value).toBeGreaterThan(10);
    await bench.close();
  });

  it('gives up after its time, and says where it is', async () => {
    const bench = await open({ loop: { timeout: 0.5 } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await selection(oven, 'range').set('low');
    const error = await refusal(setDevice(oven, 300));
    expect(error.code).toBe('timeout');
    expect(error.message).toMatch(
      /not within 0\.500 K of 300\.000 K.*it is at 1\d\d\.\d+ K, with the heater low/,
    );
    expect(oven.reading()).toMatchObject({ status: 'idle', value: 300 });
    await bench.close();
  });

  it('does not wait for heat while its heater is off', async () => {
    const bench = await open();
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    expect(oven.reading().message).toBe('Its heater is off.');
    const error = await refusal(setDevice(oven, 150));
    expect(error.code).toBe('state');
    expect(error.message).toMatch(/its heater is off.*Choose a range/);
    await setDevice(oven, 100.2);
    await bench.close();
  });

  it('ends the wait for one setpoint when it is given another, stopped, or lost', async () => {
    const bench = await open();
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await selection(oven, 'range').set('low');
    const first = refusal(setDevice(oven, 300));
    await untilStatus(oven, 'moving');
    const second = refusal(setDevice(oven, 310));
    expect((await first).message).toMatch(/given another setpoint/);
    await until('it waits again', () => oven.reading().target === 310);
    await oven.stoppable?.stop();
    expect((await second).code).toBe('stopped');
    const aborted = new AbortController();
    const third = refusal(setDevice(oven, 320, aborted.signal));
    await until('it waits again', () => oven.reading().value === 320);
    aborted.abort();
    expect((await third).code).toBe('aborted');
    const last = refusal(setDevice(oven, 330));
    await until('it waits again', () => oven.reading().value === 330);
    bench.line.faults.cut();
    expect((await last).code).toBe('disconnected');
    await bench.close();
  });

  it('shows its setpoint on the way while it ramps', async () => {
    const bench = await open({ loop: { wait: false } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await quantity(oven, 'rampRate').setFrom('1 K/s');
    await selection(oven, 'ramp').set('on');
    expect(bench.line.faults.sent()).toContain('RAMP 1,1,60;RAMP? 1');
    await setDevice(oven, 101);
    expect(oven.reading()).toMatchObject({ status: 'moving', target: 101 });
    expect(oven.reading().value).toBeLessThan(101);
    await untilStatus(oven, 'idle');
    expect(oven.reading().value).toBe(101);
    await bench.close();
  });

  it('takes gains, each beside the others', async () => {
    const bench = await open();
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    await quantity(oven, 'i').set(12.5);
    expect(bench.line.faults.sent()).toContain('PID 1,50,12.5,0;PID? 1');
    expect(quantity(oven, 'p').last?.value).toBe(50);
    expect((await refusal(quantity(oven, 'p').set(2000))).code).toBe('limit');
    expect((await refusal(selection(oven, 'range').set('full'))).code).toBe(
      'selection',
    );
    await bench.close();
  });

  it('says that its heater is not connected, until it is switched on again', async () => {
    const bench = await open({ output: { heater: 'open' } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    const error = await refusal(selection(oven, 'range').set('low'));
    expect(error.message).toMatch(/not connected \(open load\)/);
    expect(selection(oven, 'range').last?.value).toBe('off');
    expect(oven.reading()).toMatchObject({ status: 'error' });
    expect(oven.reading().message).toMatch(/choose the range .* again/);
    await bench.close();
  });

  it.each([
    { onStop: 'leave', sent: null, range: 'high', isHeld: false },
    {
      onStop: 'off',
      sent: /RANGE 1,0;RANGE\? 1;RAMPST\? 1/,
      range: 'off',
      isHeld: false,
    },
    {
      onStop: 'hold',
      sent: /RAMP 1,0,0;SETP 1,[\d.]+;SETP\? 1;RAMPST\? 1/,
      range: 'high',
      isHeld: true,
    },
  ])(
    'does with its heater on a stop what the beamline file says: $onStop',
    async ({ onStop, sent, range, isHeld }) => {
      const bench = await open({ loop: { onStop } });
      const oven = bench.get('oven');
      await untilStatus(oven, 'idle');
      await selection(oven, 'range').set('high');
      const setting = refusal(setDevice(oven, 350));
      await untilStatus(oven, 'moving');
      const before = bench.line.faults.sent().length;
      await oven.stoppable?.stop();
      expect((await setting).code).toBe('stopped');
      const after = bench.line.faults.sent().slice(before);
      if (sent === null) expect(after).not.toMatch(/RANGE \d,|SETP \d,/);
      else expect(after).toMatch(sent);
      await untilStatus(oven, 'idle');
      expect(selection(oven, 'range').last?.value).toBe(range);
      const { value, target } = oven.reading();
      expect(value).toBe(target);
      if (isHeld) expect(value).toBeLessThan(349);
      else expect(value).toBe(350);
      await bench.close();
    },
  );

  it('takes neither setpoint nor heat while STOP ALL is latched, but may be switched off', async () => {
    const bench = await open({ loop: { wait: false } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    bench.devices.latch.latch('Anna');
    expect((await refusal(setDevice(oven, 120))).code).toBe('stopped');
    const range = selection(oven, 'range');
    expect((await refusal(range.set('low'))).code).toBe('stopped');
    await range.set('off');
    await bench.close();
  });

  it('is in error when its setpoint does not count in kelvin', async () => {
    const bench = await open({ input: { units: 'celsius' } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'error');
    expect(oven.reading().message).toMatch(/units of input A to kelvin/);
    expect((await refusal(setDevice(oven, 120))).code).toBe('device');
    await bench.close();
  });

  it('knows outputs that are on or off only', async () => {
    const bench = await open({ loop: { output: 3 } });
    const oven = bench.get('oven');
    await untilStatus(oven, 'idle');
    expect(selection(oven, 'range').options).toEqual(['off', 'on']);
    await selection(oven, 'range').set('on');
    await until(
      'it is on',
      () => selection(oven, 'range').last?.value === 'on',
    );
    expect(bench.line.faults.sent()).toContain('AOUT? 3;KRDG? B');
    await bench.close();
  });

  it('says that the instrument kept another value than was set', async () => {
    const line = fakeLine('cryo');
    line.onWrite = (text) => {
      const said = text
        .trim()
        .split(';')
        .filter((part) => part.includes('?'))
        .map((part) => answers[part] ?? '0');
      line.say(`${said.join(';')}\r\n`);
    };
    const answers: Readonly<Record<string, string>> = {
      '*IDN?': 'LSCI,MODEL336,X,1',
      'OUTMODE? 1': '1,1,0',
      'PID? 1': '1,2,3',
      'RAMP? 1': '0,0',
      'INTYPE? A': '1,0,0,0,1',
      'SETP? 1': '+300.000',
    };
    const devices = createDevices();
    const instrument = startInstrument(
      lakeshore,
      { loops: { oven: { output: 1 } } },
      devices,
      line,
    );
    await untilStatus(devices.get('oven'), 'idle');
    const error = await refusal(setDevice(devices.get('oven'), 400));
    expect(error.code).toBe('device');
    expect(error.message).toMatch(/setpoint to 400.*keeps 300/);
    await instrument.close();
  });
});
