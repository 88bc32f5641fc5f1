import type { DeviceState } from '../../contract/devices.ts';
import type { Run } from '../../contract/runs.ts';
import { formatNumber } from '../widgets/format.ts';
import { deviceState } from './devices.ts';
import { controlRefusal } from './control.ts';
import { isActive, useStation } from './station.ts';

const latched = 'STOP ALL is in force. Reset it first.';

/** Why no scan can be started now; null = one can. */
export function startRefusal(): string | null {
  const { run, stop } = useStation.getState();
  return controlRefusal() ?? busyRefusal(stop.isLatched, run);
}

/** Why a device may not be moved there now; null = the station may be asked. */
export function moveRefusal(name: string, target: number): string | null {
  const { run, stop } = useStation.getState();
  const device = deviceState(name);
  if (!device) return `There is no device called ${name}.`;
  const refusal = controlRefusal();
  if (refusal !== null) return refusal;
  if (stop.isLatched) return latched;
  if (isActive(run))
    return `Run #${run.number} is using the axes. Wait for its end, or abort it.`;
  return targetRefusal(device, target);
}

/** Why this target is none for this device, whoever asks; null = it is within the limits. */
export function targetRefusal(
  device: DeviceState,
  target: number,
): string | null {
  if (!device.can.move) return `${device.name} cannot be moved.`;
  if (device.status === 'offline') return `${device.name} is offline.`;
  if (device.lock)
    return `${device.name} is locked by ${device.lock.who}: ${device.lock.why}`;
  const { lower = null, upper = null } = device.limits ?? {};
  const shown = (value: number): string =>
    `${formatNumber(value, device.decimals)} ${device.unit}`.trim();
  if (lower !== null && target < lower) {
    return `${shown(target)} is beyond the lower limit of ${device.name}, ${shown(lower)}.`;
  }
  if (upper !== null && target > upper) {
    return `${shown(target)} is beyond the upper limit of ${device.name}, ${shown(upper)}.`;
  }
  return null;
}

/** Why no scan may begin, whoever asks; null = one may. */
export function busyRefusal(
  isLatched: boolean,
  run: Run | null,
): string | null {
  if (isLatched) return latched;
  return isActive(run)
    ? `Run #${run.number} is under way. Add the scan to the queue instead.`
    : null;
}
