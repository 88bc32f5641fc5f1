import { Quantity, Selection } from '../../device/parameter.ts';
import type { Device } from '../../device/types.ts';

/** Calls a method of a device, which it must have. */
export async function callMethod(device: Device, name: string): Promise<void> {
  const method = device.methods.get(name);
  if (!method) throw new Error(`${device.info.name} has no ${name}.`);
  await method.call();
}

/** Sets a parameter of a device, which it must have: a quantity to a number, a selection to a word. */
export async function setParameter(
  device: Device,
  name: string,
  value: number | string,
): Promise<void> {
  const parameter = device.parameters.get(name);
  if (parameter instanceof Quantity && typeof value === 'number')
    await parameter.set(value);
  else if (parameter instanceof Selection && typeof value === 'string')
    await parameter.set(value);
  else throw new Error(`${device.info.name} has no ${name} for ${value}.`);
}
