import type { DeviceState } from '../../contract/devices.ts';
import type { Device } from '../device/types.ts';

/** What a device is and how it stands. */
export function stateOf(device: Device): DeviceState {
  return { ...device.info, ...device.reading() };
}
