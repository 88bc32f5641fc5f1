import { describe, expect, it } from 'vitest';
import { DeviceReading } from '../../contract/devices.ts';
import { refusal, untilStatus } from '../device/testing/until.ts';
import { lineDevice } from './line-device.ts';
import { replyNumber } from './reply-number.ts';
import { openBench } from './testing/bench.ts';

describe('The number in a reply', () => {
  it('may have a sign, decimals, an exponent and blanks around it', () => {
    expect(['+1.5', ' -2E-3 ', '.25', '7.'].map(replyNumber)).toEqual([
      1.5, -0.002, 0.25, 7,
    ]);
  });

  it('is none where there are words, a blank or nothing', () => {
    for (const text of ['', ' ', 'NaN', 'Infinity', '0x10', '1 K', undefined]) {
      expect(replyNumber(text)).toBeUndefined();
    }
  });

  it('is none where it is larger than a number can be', () => {
    expect(replyNumber('1e999')).toBeUndefined();
    expect(replyNumber(`-${'9'.repeat(400)}`)).toBeUndefined();
  });
});

describe('A line device', () => {
  it('takes no number that is larger than a number can be, and shows it as an error', async () => {
    const bench = await openBench(
      'TCP',
      {
        protocol: 'line-device',
        replies: [{ request: '^T$', reply: 'T=1e999' }],
      },
      lineDevice,
      {
        queries: { t: { send: 'T', reply: '^T=(?<t>.+)$' } },
        parameters: { t: { unit: 'K' } },
      },
    );
    const device = bench.get('t');
    await untilStatus(device, 'error');
    const reading = DeviceReading.parse(device.reading());
    expect(reading).toMatchObject({ value: null, isStale: true });
    expect(reading.message).toContain('"1e999" instead of a number');
    const refused = await refusal(device.readable?.read() ?? Promise.resolve());
    expect(refused.code).toBe('protocol');
    await bench.close();
  });
});
