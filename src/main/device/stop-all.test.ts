import { expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { stopAll } from './stop-all.ts';
import { instantAxis } from './testing/instant.ts';
import type { Device } from './types.ts';

/** A device whose driver has nothing to do for a stop and says so at once. */
function offline(device: Device): Device {
  const before = device.reading();
  const reading = () => ({
    ...before,
    status: 'offline' as const,
    message: 'Nobody answers at host:5025.',
  });
  return Object.assign(device, { reading });
}

test('a device that is offline is not told to be stopped, and it is said why', async () => {
  const devices = [instantAxis('samx'), offline(instantAxis('diode'))];
  const results = await stopAll(devices, {
    clock: systemClock,
    timeoutMs: 1000,
  });
  expect(results).toMatchObject([
    { name: 'samx', isStopped: true },
    {
      name: 'diode',
      isStopped: false,
      code: 'disconnected',
      message:
        'It is not confirmed that diode stands: it is offline. Nobody answers at host:5025.',
    },
  ]);
});
