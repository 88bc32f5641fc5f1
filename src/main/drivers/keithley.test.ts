import { describe, expect, it } from 'vitest';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeTriggerable } from '../device/testing/describe-triggerable.ts';
import { untilStatus } from '../device/testing/until.ts';
import { keithley } from './keithley.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds } from './testing/lines.ts';

const responder = { protocol: 'keithley', signal: 'i0' } as const;

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

  it('refuses a unit that amperes do not convert to, and no scale', () => {
    expect(() => keithley.config.parse({ counter: 'i0', unit: 'mm' })).toThrow(
      /does not convert/,
    );
  });
});
