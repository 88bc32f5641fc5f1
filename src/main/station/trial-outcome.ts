import type { ConnectionTrial } from '../../contract/beamline.ts';
import type { Device } from '../device/types.ts';
import type { Instrument } from '../drivers/types.ts';
import { withoutRetry } from '../io/link.ts';

/** What an instrument that was asked is known to be, in a sentence and device by device. */
export function trialOf(
  { devices: asked, exchange }: Instrument,
  seconds: number,
  { problems }: { readonly problems?: ReadonlyMap<Device, string> } = {},
): ConnectionTrial {
  const devices = asked.map((device) => {
    const { status, message, value } = device.reading();
    const { name, unit } = device.info;
    const problem = problems?.get(device);
    const why = problem ?? message;
    return {
      name,
      status,
      message: why === null ? null : withoutRetry(why),
      value,
      unit,
    };
  });
  const isSilent = (device: Device, index: number) =>
    devices[index]?.status === 'offline' || problems?.has(device) === true;
  const silent = devices.filter((_, index) => {
    const device = asked[index];
    return device !== undefined && isSilent(device, index);
  });
  if (devices.length === 0) {
    const message =
      'There is nothing to ask: it describes no device yet. Add one to it.';
    return { isThere: false, message, seconds: 0, devices, exchanges: [] };
  }
  const exchanges = exchange?.traffic() ?? asked[0]?.traffic() ?? [];
  return {
    isThere: silent.length === 0,
    message:
      silent.length === 0
        ? `It answers: ${devices.map(({ name }) => name).join(', ')}.`
        : silent.length < devices.length
          ? silent
              .map(({ name, message }) => `${name}: ${message ?? 'no answer.'}`)
              .join(' ')
          : (devices[0]?.message ?? 'It does not answer.'),
    seconds: Math.round(seconds * 1000) / 1000,
    devices,
    exchanges: [...exchanges],
  };
}
