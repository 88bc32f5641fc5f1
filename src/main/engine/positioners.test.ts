import { expect, it } from 'vitest';
import { Quantity } from '../device/parameter.ts';
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
