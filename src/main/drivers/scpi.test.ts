import { describe, expect, it } from 'vitest';
import { setDevice } from '../device/actions.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeSettable } from '../device/testing/describe-settable.ts';
import { refusal, untilStatus } from '../device/testing/until.ts';
import { scpi } from './scpi.ts';
import { openBench } from './testing/bench.ts';
import { canServe, lineKinds, type LineKind } from './testing/lines.ts';

function open(kind: LineKind) {
  return openBench(kind, { protocol: 'machine' }, scpi, {
    errors: 'SYST:ERR?',
    parameters: {
      ring: { query: 'RING:CURR?', unit: 'mA', decimals: 1 },
      shutter: {
        query: 'SHUT?',
        command: 'SHUT {value}',
        options: { open: 'OPEN', closed: 'CLOSED' },
        safe: 'closed',
        poll: 0.1,
      },
      wrong: { query: 'NONSENSE?' },
      sulky: { command: 'SHUT {value}', options: { ajar: 'AJAR' } },
    },
  });
}

for (const kind of lineKinds) {
  describe(
    `Simple parameters over ${kind}`,
    { concurrent: true, skip: !canServe(kind) },
    () => {
      describeReadable('A shutter', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('shutter'),
          line: bench.line.faults,
          close: () => bench.close(),
        };
      });

      describeSettable('A shutter', async () => {
        const bench = await open(kind);
        return {
          device: bench.get('shutter'),
          line: bench.line.faults,
          values: ['closed', 'open'],
          wrong: { value: 'ajar', code: 'selection' },
          close: () => bench.close(),
        };
      });
    },
  );
}

describe('An instrument with simple parameters', () => {
  it('reads a number with its unit, and refuses to set what can only be read', async () => {
    const bench = await open('TCP');
    const ring = bench.get('ring');
    await untilStatus(ring, 'idle');
    expect(ring.reading().value).toBeCloseTo(200, 0);
    expect(ring.info).toMatchObject({
      unit: 'mA',
      can: { set: false, move: false },
    });
    expect((await refusal(setDevice(ring, 5))).code).toBe('unsupported');
    await bench.close();
  });

  it('shows a parameter that is not answered as offline, and the others as they are', async () => {
    const bench = await open('TCP');
    await untilStatus(bench.get('ring'), 'idle');
    await untilStatus(bench.get('shutter'), 'idle');
    expect(bench.get('wrong').reading().status).toBe('offline');
    await bench.close();
  });

  it('passes on what the instrument says to a setting that it refuses', async () => {
    const bench = await open('TCP');
    const sulky = bench.get('sulky');
    await untilStatus(sulky, 'idle');
    const refused = await refusal(setDevice(sulky, 'ajar'));
    expect(refused.code).toBe('device');
    expect(refused.message).toContain('Illegal parameter value');
    await bench.close();
  });

  it('may be set to its safe choice, and no other, while STOP ALL is latched', async () => {
    const bench = await open('TCP');
    const shutter = bench.get('shutter');
    await untilStatus(shutter, 'idle');
    bench.devices.latch.latch('Anna');
    await setDevice(shutter, 'closed');
    expect((await refusal(setDevice(shutter, 'open'))).code).toBe('stopped');
    await bench.close();
  });
});
