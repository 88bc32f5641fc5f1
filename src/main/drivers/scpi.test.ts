import { describe, expect, it } from 'vitest';
import { setDevice } from '../device/testing/command.ts';
import { describeReadable } from '../device/testing/describe-readable.ts';
import { describeSettable } from '../device/testing/describe-settable.ts';
import { refusal, until, untilStatus } from '../device/testing/until.ts';
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
    expect(ring.settable).toBeUndefined();
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

  it('reads all errors that a setting left behind', async () => {
    const bench = await openBench('TCP', { protocol: 'machine' }, scpi, {
      errors: 'SYST:ERR?',
      parameters: { odd: { command: 'SHUT AJAR;:NONSENSE {value}' } },
    });
    const odd = bench.get('odd');
    await untilStatus(odd, 'idle');
    const refused = await refusal(setDevice(odd, 1));
    expect(refused.code).toBe('device');
    expect(refused.message).toMatch(
      /refused "SHUT AJAR;:NONSENSE 1": Illegal parameter value \(-224\); Undefined header \(-113\)\.$/,
    );
    await bench.close();
  });

  it('scales what it reads, has limits in its own unit, and says what it is', async () => {
    const bench = await openBench('TCP', { protocol: 'machine' }, scpi, {
      parameters: {
        ring: {
          query: 'RING:CURR?',
          command: 'RING:CURR {value}',
          unit: 'A',
          scale: 0.001,
          limits: [0, 0.3],
          help: 'Electrons in the ring.',
        },
      },
    });
    const ring = bench.get('ring');
    await untilStatus(ring, 'idle');
    expect(ring.reading().value).toBeCloseTo(0.2, 3);
    expect(ring.parameters.get('value')?.help).toBe('Electrons in the ring.');
    expect((await refusal(setDevice(ring, '400 mA'))).code).toBe('limit');
    await setDevice(ring, '250 mA');
    expect(bench.line.faults.sent()).toContain('RING:CURR 250\n');
    await bench.close();
  });

  it('tells the instrument at connect what it has to know, and says what it refuses', async () => {
    const bench = await openBench('TCP', { protocol: 'machine' }, scpi, {
      errors: 'SYST:ERR?',
      connect: ['*RST', 'NONSENSE'],
      parameters: { ring: { query: 'RING:CURR?' } },
    });
    await until('it said so', () =>
      /refused "NONSENSE": Undefined header/.test(
        bench.get('ring').reading().message ?? '',
      ),
    );
    expect(bench.line.faults.sent()).toContain('*RST\n');
    await bench.close();
  });

  it('shows what is no number as an error, and takes nothing from it', async () => {
    const bench = await openBench('TCP', { protocol: 'machine' }, scpi, {
      parameters: { interlock: { query: 'INT?' } },
    });
    const interlock = bench.get('interlock');
    await untilStatus(interlock, 'error');
    expect(interlock.reading()).toMatchObject({ value: null });
    expect(interlock.reading().message).toContain('answered with "OK"');
    await bench.close();
  });

  it.each([
    [{ query: 'A?', safe: 'closed' }, 'safe'],
    [{ query: 'A?', limits: [2, 1] }, 'limits'],
    [{ query: 'A?', options: { a: '1', b: '1' } }, 'options'],
    [{ query: 'A?', options: { a: '1' }, unit: 'mm' }, 'unit'],
    [{ command: 'A' }, 'command'],
    [{ unit: 'mm' }, undefined],
  ] as const)('refuses a parameter such as %j', (parameter, place) => {
    const parsed = scpi.config.safeParse({ parameters: { a: parameter } });
    expect(parsed.error?.issues[0]?.path).toEqual(
      ['parameters', 'a', place].filter((step) => step !== undefined),
    );
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
