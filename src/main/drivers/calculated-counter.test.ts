import { describe, expect, it } from 'vitest';
import { createDevices } from '../device/registry.ts';
import { instantCounter } from '../device/testing/instant.ts';
import { calculatedCounter } from './calculated-counter.ts';
import { startInstrument } from './testing/bench.ts';

function open(value: string) {
  const devices = createDevices();
  let i0 = 100;
  devices.add(instantCounter('i0', () => i0));
  devices.add(instantCounter('i1', () => 25));
  const counters = startInstrument(
    calculatedCounter,
    { counters: { 'i1/i0': { value } } },
    devices,
  );
  return {
    devices,
    ratio: devices.get('i1/i0'),
    setI0(next: number) {
      i0 = next;
    },
    close: () => counters.close(),
  };
}

describe('A calculated counter', () => {
  it('is made of its inputs, in the order of its formula', () => {
    const { ratio } = open('i1 / i0');
    expect(ratio.derived?.inputs).toEqual(['i1', 'i0']);
    expect(ratio.derived?.calculate([25, 100])).toBe(0.25);
    expect(ratio.info).toMatchObject({
      can: { count: true },
      inputs: ['i1', 'i0'],
    });
  });

  it('has no number where the formula has none', () => {
    const { ratio } = open('i1 / i0');
    expect(ratio.derived?.calculate([25, 0])).toBeNaN();
    expect(open('log(i1 / i0)').ratio.derived?.calculate([-1, 1])).toBeNaN();
  });

  it('follows its inputs, and shows nothing instead of a number that there is not', async () => {
    const bench = open('i1 / i0');
    const { devices, ratio } = bench;
    await devices.get('i0').triggerable?.count();
    await devices.get('i1').triggerable?.count();
    expect(ratio.reading()).toMatchObject({ value: 0.25, status: 'idle' });
    bench.setI0(0);
    await devices.get('i0').triggerable?.count();
    expect(ratio.reading().value).toBeNull();
    expect(ratio.reading().message).toContain('has no answer');
    await bench.close();
    bench.setI0(50);
    await devices.get('i0').triggerable?.count();
    expect(ratio.reading().value).toBeNull();
  });

  it('says which input is missing', () => {
    const { ratio } = open('i1 / i7');
    expect(ratio.reading().status).toBe('error');
    expect(ratio.reading().message).toContain('i7');
  });
});
