import type { DeviceState } from '../../contract/devices.ts';
import { useControlRefusal } from './control.ts';
import { useStation } from './station.ts';

/** Why a device may not be moved or set from this page now, in words; null = it may. */
export function useDeviceRefusal(device: DeviceState): string | null {
  const refusal = useControlRefusal();
  const isLatched = useStation(({ stop }) => stop.isLatched);
  const latched = isLatched ? 'STOP ALL is in force. Reset it first.' : null;
  return refusal ?? latched ?? lockedBy(device) ?? notThere(device);
}

function lockedBy({ lock }: DeviceState): string | null {
  return lock === null ? null : `Locked by ${lock.who}: ${lock.why}`;
}

function notThere({ status, message, name }: DeviceState): string | null {
  return status === 'offline' || status === 'disabled'
    ? (message ?? `${name} is ${status}.`)
    : null;
}
