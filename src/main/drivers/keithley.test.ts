import { describe, expect, it } from 'vitest';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeTriggerable } from '../device/testing/describe-triggerable.ts';
import { setDevice } from '../device/testing/command.ts';
import { methodOf } from '../device/method.ts';
import { parameterOf } from '../device/detail.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import { Selection } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { keithley } from './keithley.ts';
import { setParameter } from './testing/operate.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';

const responder = { protocol: 'keithley', signal: 'i0' } as const;

async function setSelection(device: Device, name: string, value: string) {
  const parameter = parameterOf(device, name);
  if (!(parameter instanceof Selection)) throw new Error('It is no choice.');
  await parameter.set(value);
}

for (const kind of lineKinds) {
  describe(
    `Keithley over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeTriggerable('A picoammeter', async () => {
        const bench = await openBench(kind, responder, keithley, {
          counter: 'i0',
          unit: 'nA',
        });
        return {
          device: bench.get('i0'),
          line: bench.line.faults,
          countCommand: 'READ?',
          close: () => bench.close(),
        };
      });
    },
  );
}

describeReadable('A picoammeter', async () => {
  const bench = await openBench('TCP', responder, keithley, { counter: 'i0' });
  return {
    device: bench.get('i0'),
    line: bench.line.faults,
    close: () => bench.close(),
  };
});

describe('A Keithley', () => {
  it('integrates for as long as the exposure says, with several readings beyond the longest one', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
      longestNplc: 10,
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    const before = bench.line.faults.sent().length;
    await counter.triggerable?.prepare(0.1);
    await counter.triggerable?.count();
    await counter.triggerable?.prepare(0.5);
    await counter.triggerable?.count();
    const sent = bench.line.faults.sent().slice(before).split('\n');
    expect(sent.filter((line) => /NPLC|READ/.test(line))).toEqual([
      '*CLS;:CURR:NPLC 5',
      'READ?',
      '*CLS;:CURR:NPLC 8.33333',
      'READ?',
      'READ?',
      'READ?',
    ]);
    await bench.close();
  });

  it('has no value and says why when the current is beyond the range', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
      range: 2e-9,
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    await counter.triggerable?.prepare(0.02);
    expect(await counter.triggerable?.count()).toBeNaN();
    expect(counter.reading()).toMatchObject({ value: null, status: 'idle' });
    expect(counter.reading().message).toMatch(/^Overload/);
    await bench.close();
  });

  it('shows counts where it is given a scale', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
      unit: 'cts',
      scale: 1e12,
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    expect(counter.info.unit).toBe('cts');
    expect(counter.reading().value).toBeGreaterThan(1);
    await bench.close();
  });

  it('shows its settings as the instrument has them, and changes them while it is idle', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
      range: 5e-9,
      filterCount: 4,
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    const settings = {
      integration: 0.1,
      range: '20 nA',
      zeroCheck: 'off',
      zeroCorrect: 'off',
      filter: 'off',
      filterCount: 4,
    };
    const values = () =>
      Object.fromEntries(
        Object.keys(settings).map((name) => [
          name,
          parameterOf(counter, name).last?.value,
        ]),
      );
    expect(values()).toEqual(settings);
    await setParameter(counter, 'integration', 0.02);
    for (const [name, value] of [
      ['range', 'auto'],
      ['zeroCorrect', 'on'],
      ['filter', 'moving'],
    ] as const) {
      await setSelection(counter, name, value);
    }
    expect(values()).toEqual({
      ...settings,
      integration: 0.02,
      range: 'auto',
      zeroCorrect: 'on',
      filter: 'moving',
    });
    await counter.triggerable?.prepare(0.04);
    expect(values()).toMatchObject({ integration: 0.04 });
    await bench.close();
  });

  it('keeps its settings when the line comes back', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    const range = parameterOf(counter, 'range');
    await setSelection(counter, 'range', '2 uA');
    bench.line.faults.cut();
    await untilStatus(counter, 'offline');
    const before = bench.line.faults.sent().length;
    await untilStatus(counter, 'idle');
    expect(range.last?.value).toBe('2 uA');
    expect(bench.line.faults.sent().slice(before)).toContain(
      'CURR:RANG 0.000002\n',
    );
    await bench.close();
  });

  it('lets no setting be changed while it counts', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    await counter.triggerable?.prepare(0.2);
    const counting = counter.triggerable?.count();
    const refused = await refusal(setParameter(counter, 'filterCount', 5));
    expect(refused.code).toBe('transition');
    await counting;
    await bench.close();
  });

  it('measures nothing with its zero check on, and says what to do', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    await setSelection(counter, 'zeroCheck', 'on');
    const refused = await refusal(
      counter.triggerable?.count() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('state');
    expect(refused.message).toMatch(/zero check on.*Set zeroCheck to off/);
    await setSelection(counter, 'zeroCheck', 'off');
    expect(await counter.triggerable?.count()).toBeGreaterThan(0);
    await bench.close();
  });

  it('acquires its zero with the input shorted, and takes it off from then on', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    const before = bench.line.faults.sent().length;
    await methodOf(counter, 'acquireZero').call();
    const sent = bench.line.faults.sent().slice(before).split('\n');
    expect(sent.filter((line) => /ZC\w+( |:ACQ)|READ/.test(line))).toEqual([
      '*CLS;:SYST:ZCOR OFF',
      '*CLS;:SYST:ZCH ON',
      'READ?',
      '*CLS;:SYST:ZCOR:ACQ',
      '*CLS;:SYST:ZCH OFF',
      '*CLS;:SYST:ZCOR ON',
    ]);
    expect(parameterOf(counter, 'zeroCorrect').last?.value).toBe('on');
    expect(counter.reading().status).toBe('idle');
    await bench.close();
  });

  it("passes on the instrument's own words when it refuses", async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
      lineHz: 60,
      longestNplc: 60,
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    const refused = await refusal(
      counter.triggerable?.prepare(1) ?? Promise.resolve(),
    );
    expect(refused.code).toBe('device');
    expect(refused.message).toMatch(
      /refused "CURR:NPLC 60": Parameter data out of range \(-222\)/,
    );
    await bench.close();
  });

  it('takes nothing from a reading that is none, and shows it', async () => {
    const bench = await openBench('TCP', responder, keithley, {
      counter: 'i0',
    });
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    await counter.triggerable?.prepare(0.02);
    const { value } = counter.reading();
    bench.line.faults.garbage('\x07%');
    const refused = await refusal(
      counter.triggerable?.count() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('protocol');
    expect(refused.message).toContain('"\\x07%+');
    expect(counter.reading().value).toBe(value);
    await bench.close();
  });

  it('has the smaller ranges of a 6514', async () => {
    const bench = await openBench(
      'TCP',
      { ...responder, model: '6514' },
      keithley,
      { counter: 'i0', model: '6514', range: 2e-11 },
    );
    const counter = bench.get('i0');
    await untilStatus(counter, 'idle');
    expect(parameterOf(counter, 'range').last?.value).toBe('20 pA');
    await counter.triggerable?.prepare(1);
    expect(bench.line.faults.sent()).toContain('CURR:NPLC 10\n');
    await bench.close();
  });

  it('has the voltage source of a 6487, in the range of its limits', async () => {
    const bench = await openBench(
      'TCP',
      { ...responder, model: '6487' },
      keithley,
      {
        counter: 'i0',
        model: '6487',
        source: {
          level: 'bias',
          output: 'biasOn',
          limits: [0, 40],
          onStop: 'output-off',
        },
      },
    );
    await untilStatus(bench.get('bias'), 'idle');
    await setDevice(bench.get('bias'), 30);
    await setDevice(bench.get('biasOn'), 'on');
    expect(bench.line.faults.sent()).toContain('SOUR:VOLT:RANG 50\n');
    expect((await refusal(setDevice(bench.get('bias'), 41))).code).toBe(
      'limit',
    );
    await bench.get('biasOn').stoppable?.stop();
    expect(bench.get('biasOn').reading().value).toBe('off');
    expect(bench.get('bias').reading().value).toBe(30);
    await bench.close();
  });

  it('says that it is another model than the file says', async () => {
    const said: string[] = [];
    const bench = await openBench(
      'TCP',
      { ...responder, model: '6487' },
      {
        ...keithley,
        create: (config, context) =>
          keithley.create(config, {
            ...context,
            log: (_, text) => said.push(text),
          }),
      },
      { counter: 'i0' },
    );
    await until('it said so', () => said.length > 0);
    expect(said[0]).toMatch(/^i0 is no Keithley 6485: it says ".*MODEL 6487/);
    await bench.close();
  });

  it('refuses a source where the model has none', () => {
    const parsed = keithley.config.safeParse({
      counter: 'i0',
      source: { level: 'bias', output: 'biasOn', onStop: 'leave' },
    });
    expect(parsed.error?.issues[0]?.path).toEqual(['source']);
  });

  it('refuses a unit that amperes do not convert to, and no scale', () => {
    expect(() => keithley.config.parse({ counter: 'i0', unit: 'mm' })).toThrow(
      /does not convert/,
    );
  });
});
