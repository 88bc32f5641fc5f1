import { BeamtimeError } from '../../contract/errors.ts';
import type { AnyParameter } from './parameter.ts';
import type { Device } from './types.ts';

/** The parameter that is the device's value: `position` of an axis, `value` of anything else. */
export function mainParameter(device: Device): AnyParameter {
  const main =
    device.parameters.get('position') ?? device.parameters.get('value');
  if (main) return main;
  throw new BeamtimeError('unsupported', `${device.info.name} has no value.`);
}

/** Puts every writable parameter's value aside. */
export async function stashDevice(device: Device): Promise<void> {
  await Promise.all(writable(device).map((parameter) => parameter.stash()));
}

/**
 * Brings back what was put aside last, one parameter after the other: first what gives the device's value a meaning,
 * such as an offset, then the value itself.
 *
 * @throws BeamtimeError whatever setting one of them throws; those after it keep what they have
 */
export async function restoreDevice(
  device: Device,
  signal?: AbortSignal,
): Promise<void> {
  const main = mainParameter(device);
  for (const parameter of writable(device)) {
    if (parameter !== main) await parameter.restore(signal);
  }
  if (main.isWritable) await main.restore(signal);
}

function writable(device: Device): AnyParameter[] {
  return [...device.parameters.values()].filter(
    (parameter) => parameter.isWritable,
  );
}
