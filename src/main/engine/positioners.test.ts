import { expect, it } from 'vitest';
import { Quantity } from '../device/parameter.ts';
import { assembleDevice } from '../device/core-device.ts';
import { deviceInfo } from '../device/core.ts';
import { instantAxis } from '../device/testing/instant.ts';
import { readPositioners } from './positioners.ts';
import { Stand } from './testing/stand.ts';

it('Positioners of motors have their dial beside the position, axes without a dial have none', async () => {
  const { devices, clock } = new Stand();
  devices.add(instantAxis('gap', { position: 1 }));
  const offset = devices.get('samx').parameters.get('offset');
  if (offset instanceof Quantity) await offset.set(0.5);
  expect(await readPositioners(devices, ['samx'], clock)).toEqual({
    samx: { value: 0.5, unit: 'mm', dial: 0 },
    samy: { value: 0, unit: 'mm', dial: 0 },
    gap: { value: 1, unit: 'mm' },
  });
});

it('A temperature stands beside the positioners while it is known, a counter never', async () => {
  const { devices, clock } = new Stand();
  const temperature = new Quantity({
    name: 'tsample',
    unit: 'K',
    decimals: 2,
    clock,
    get: () => Promise.resolve(77),
  });
  const { device, core } = assembleDevice(
    {
      info: deviceInfo({ name: 'tsample', driver: 'test', unit: 'K' }, {}),
      clock,
      main: temperature,
    },
    { readable: { read: () => temperature.get() } },
  );
  devices.add(device);
  expect(await readPositioners(devices, [], clock)).not.toHaveProperty(
    'tsample',
  );
  core.become('idle');
  temperature.update(77);
  const known = await readPositioners(devices, [], clock);
  expect(known['tsample']).toEqual({ value: 77, unit: 'K' });
  expect(known).not.toHaveProperty('i0');
  core.become('offline', 'Nobody answers.');
  expect(await readPositioners(devices, [], clock)).not.toHaveProperty(
    'tsample',
  );
});
