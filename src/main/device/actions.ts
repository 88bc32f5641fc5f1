import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { AnyParameter } from './parameter.ts';
import type { Device } from './types.ts';

/** The parameter that is the device's value: `position` of an axis, `value` of anything else. */
export function mainParameter(device: Device): AnyParameter {
  const main =
    device.parameters.get('position') ?? device.parameters.get('value');
  if (main) return main;
  throw new BeamtimeError('unsupported', `${device.info.name} has no value.`);
}

/** Puts every writable parameter's value aside: all of them, or none. */
export async function stashDevice(device: Device): Promise<void> {
  const parameters = writable(device);
  const ends = await Promise.allSettled(
    parameters.map((parameter) => parameter.stash()),
  );
  const failed = ends.find((end) => end.status === 'rejected');
  if (!failed) return;
  parameters.forEach((parameter, index) => {
    if (ends[index]?.status === 'fulfilled') parameter.dropStashed();
  });
  throw failed.reason;
}

/**
 * Brings back what was put aside last, one parameter after the other: first what gives the device's value a meaning,
 * such as an offset, then the value itself. All of it comes back, or none: locks, states and limits are asked before
 * anything is set, and where setting one fails all the same, those before it get back what they had. What was put
 * aside is still there then.
 *
 * @throws BeamtimeError whatever one of them refuses
 */
export async function restoreDevice(
  device: Device,
  signal?: AbortSignal,
): Promise<void> {
  const main = mainParameter(device);
  const others = writable(device).filter((parameter) => parameter !== main);
  const all = main.isWritable ? [...others, main] : others;
  // What limits mean to the value is known once the others, such as an offset, are back.
  const isAsItWas = others.every((one) => one.isAsStashed);
  for (const one of all) one.checkRestore(one !== main || isAsItWas);
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const one of all) undo.push(await one.setStashed(signal));
  } catch (error) {
    await putBack(device, undo, error);
    throw error;
  }
  for (const one of all) one.dropStashed();
}

/** @throws BeamtimeError with the first reason, when one of them cannot have back what it had */
async function putBack(
  device: Device,
  undo: readonly (() => Promise<void>)[],
  reason: unknown,
): Promise<void> {
  for (const back of undo.toReversed()) {
    try {
      await back();
    } catch (error) {
      const { code, message } = toReport(reason);
      throw new BeamtimeError(
        code,
        `${message} Not all of ${device.info.name} could get back what it had before: ${toReport(error).message}`,
        { cause: reason },
      );
    }
  }
}

function writable(device: Device): AnyParameter[] {
  return [...device.parameters.values()].filter(
    (parameter) => parameter.isWritable,
  );
}
