import { expect, test } from 'vitest';
import type { OnStop } from '../../contract/devices.ts';
import { systemClock } from '../base/clock.ts';
import { assembleDevice } from './core-device.ts';
import { deviceInfo } from './core.ts';
import { stopAll } from './stop-all.ts';
import { acts, leave } from './on-stop.ts';
import { Quantity } from './parameter.ts';
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
        'The stop of diode is not confirmed: it is offline. Nobody answers at host:5025.',
    },
  ]);
});

/** A device that is there, or not, with what its beamline file says of a stop. */
function declaring(
  name: string,
  onStop: OnStop,
  isThere: boolean,
  stop?: () => Promise<void>,
): Device {
  const { device, core } = assembleDevice(
    {
      info: deviceInfo({ name, driver: 'test', onStop }, {}),
      clock: systemClock,
      main: new Quantity({ name, unit: '', decimals: 0, clock: systemClock }),
    },
    stop ? { stoppable: { stop } } : {},
  );
  if (isThere) core.become('idle');
  return device;
}

test('what was done is said in the words of its configuration, also of what is left alone', async () => {
  const told: string[] = [];
  const onStop = acts('It stops.', 'Stopped with its ramp.');
  const devices = [
    declaring('samx', onStop, true, () => {
      told.push('samx');
      return Promise.resolve();
    }),
    declaring('heater', leave, true),
    // It is not to be touched: that nobody reaches it now takes nothing away from that.
    declaring('oven', leave, false),
  ];
  const results = await stopAll(devices, {
    clock: systemClock,
    timeoutMs: 1000,
  });
  expect(told).toEqual(['samx']);
  expect(results).toMatchObject([
    { name: 'samx', isStopped: true, message: 'Stopped with its ramp.' },
    { name: 'heater', isStopped: true, message: 'Left alone, as configured.' },
    { name: 'oven', isStopped: true, message: 'Left alone, as configured.' },
  ]);
});
