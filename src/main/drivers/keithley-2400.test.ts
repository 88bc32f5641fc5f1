import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { setDevice } from '../device/testing/command.ts';
import { parameterOf } from '../device/detail.ts';
import { describeSettable } from '../device/testing/describe-settable.ts';
import { describeTriggerable } from '../device/testing/describe-triggerable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
import type { keithley2400Config } from './keithley-2400-config.ts';
import { keithley2400 } from './keithley-2400.ts';
import { setParameter } from './testing/operate.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds, type LineKind } from './testing/lines.ts';

type Config = z.input<typeof keithley2400Config>;

const basic = {
  counter: 'leakage',
  unit: 'uA',
  source: {
    level: 'bias',
    output: 'biasOn',
    limits: [-100, 100],
    onStop: 'output-off',
    compliance: 1e-4,
  },
} satisfies Config;

async function open(kind: LineKind, config: Config = basic) {
  const responder = { protocol: 'keithley-2400', ohms: 1e6 } as const;
  const bench = await openBench(kind, responder, keithley2400, config);
  await untilStatus(bench.get('biasOn'), 'idle');
  return bench;
}

/** Puts 10 V out: 10 uA through the resistor. */
async function openOn(kind: LineKind, config: Config = basic) {
  const bench = await open(kind, config);
  await setDevice(bench.get('bias'), 10);
  await setDevice(bench.get('biasOn'), 'on');
  return bench;
}

for (const kind of lineKinds) {
  describe(
    `A source-meter over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeTriggerable('Its counter', async () => {
        const bench = await openOn(kind);
        return {
          device: bench.get('leakage'),
          line: bench.line.faults,
          countCommand: 'READ?',
          close: () => bench.close(),
        };
      });

      describeSettable('Its level', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('bias'),
          line: bench.line.faults,
          values: [5, -2.5],
          wrong: { value: 101, code: 'limit' },
          close: () => bench.close(),
        };
      });

      describeSettable('Its output', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('biasOn'),
          line: bench.line.faults,
          values: ['on', 'off'],
          wrong: { value: 'half', code: 'selection' },
          close: () => bench.close(),
        };
      });
    },
  );
}

describe('A source-meter', () => {
  it('measures the current that its level makes, in the unit of the counter', async () => {
    const bench = await openOn('TCP');
    const counter = bench.get('leakage');
    await counter.triggerable?.prepare(0.02);
    expect(await counter.triggerable?.count()).toBeCloseTo(10, 6);
    expect(counter.reading()).toMatchObject({ status: 'idle', message: null });
    await bench.close();
  });

  it('puts out a current and measures the voltage, where it is told so', async () => {
    const bench = await open('TCP', {
      counter: 'drop',
      measure: 'voltage',
      source: {
        function: 'current',
        level: 'bias',
        output: 'biasOn',
        onStop: 'leave',
        decimals: 9,
        compliance: 20,
      },
    });
    await setDevice(bench.get('bias'), '5 uA');
    await setDevice(bench.get('biasOn'), 'on');
    await bench.get('drop').triggerable?.prepare(0.02);
    expect(await bench.get('drop').triggerable?.count()).toBeCloseTo(5, 6);
    expect(bench.get('drop').info.unit).toBe('V');
    expect(bench.get('bias').info).toMatchObject({
      unit: 'A',
      can: { stop: false },
    });
    await bench.close();
  });

  it('does not count while nothing is put out, and says what to do', async () => {
    const bench = await open('TCP');
    const refused = await refusal(
      bench.get('leakage').triggerable?.count() ?? Promise.resolve(),
    );
    expect(refused.code).toBe('state');
    expect(refused.message).toMatch(/output is off\. Set biasOn to on/);
    await bench.close();
  });

  it('says that it is in compliance, and takes another compliance', async () => {
    const bench = await openOn('TCP');
    const counter = bench.get('leakage');
    const compliance = parameterOf(bench.get('bias'), 'compliance');
    expect(compliance.last?.value).toBe(1e-4);
    await setParameter(bench.get('bias'), 'compliance', 2e-6);
    await counter.triggerable?.prepare(0.02);
    expect(await counter.triggerable?.count()).toBeCloseTo(2, 6);
    expect(counter.reading().message).toMatch(/^In compliance/);
    await bench.close();
  });

  it('has no value and says why when the current is beyond the range', async () => {
    const bench = await openOn('TCP', { ...basic, range: 1e-6 });
    const counter = bench.get('leakage');
    await counter.triggerable?.prepare(0.02);
    expect(await counter.triggerable?.count()).toBeNaN();
    expect(counter.reading()).toMatchObject({ value: null });
    expect(counter.reading().message).toMatch(/^Overload/);
    await bench.close();
  });

  it('leaves what is put out as it is when the line comes back', async () => {
    const bench = await openOn('TCP');
    const before = bench.line.faults.sent().length;
    bench.line.faults.cut();
    await untilStatus(bench.get('bias'), 'offline');
    await untilStatus(bench.get('bias'), 'idle');
    expect(bench.get('bias').reading().value).toBe(10);
    expect(bench.get('biasOn').reading().value).toBe('on');
    expect(bench.line.faults.sent().slice(before)).not.toMatch(
      /OUTP O|LEV \d|SOUR:FUNC /,
    );
    await bench.close();
  });

  it('switches its output off at a stop, also in the middle of a count', async () => {
    const bench = await openOn('TCP');
    const counter = bench.get('leakage');
    await counter.triggerable?.prepare(5);
    const before = bench.line.faults.sent().length;
    const counting = refusal(counter.triggerable?.count() ?? Promise.resolve());
    await until('it counts', () =>
      bench.line.faults.sent().slice(before).includes('READ?'),
    );
    bench.devices.latch.latch('Anna');
    await bench.get('bias').stoppable?.stop();
    expect((await counting).code).toBe('stopped');
    expect(bench.get('biasOn').reading().value).toBe('off');
    for (const [name, value] of [
      ['biasOn', 'on'],
      ['bias', 1],
    ] as const) {
      expect((await refusal(setDevice(bench.get(name), value))).code).toBe(
        'stopped',
      );
    }
    await setDevice(bench.get('biasOn'), 'off');
    await bench.close();
  });

  it('lets nothing of its source be changed while it counts', async () => {
    const bench = await openOn('TCP');
    const counter = bench.get('leakage');
    await counter.triggerable?.prepare(0.3);
    const counting = counter.triggerable?.count();
    const refused = await refusal(setDevice(bench.get('bias'), 1));
    expect(refused.code).toBe('transition');
    expect(refused.message).toContain('while leakage is counting');
    expect((await refusal(setParameter(counter, 'range', 'auto'))).code).toBe(
      'transition',
    );
    await counting;
    await bench.close();
  });

  it('is refused with a unit that does not fit, a range it has not, and no word on stops', () => {
    const places = [
      { ...basic, unit: 'mV' },
      { ...basic, range: 3 },
      { ...basic, source: { ...basic.source, onStop: undefined } },
      { ...basic, source: { ...basic.source, compliance: undefined } },
      { ...basic, source: { ...basic.source, limits: [1, -1] } },
    ].map((config) =>
      keithley2400.config.safeParse(config).error?.issues[0]?.path.join('.'),
    );
    expect(places).toEqual([
      'unit',
      'range',
      'source.onStop',
      'source.compliance',
      'source.limits',
    ]);
  });
});
