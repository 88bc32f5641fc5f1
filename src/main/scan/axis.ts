import type { DeviceInfo } from '../../contract/devices.ts';
import type { Problem } from '../../contract/errors.ts';
import type { Device, Devices, Movable } from '../device/types.ts';
import { toUnit } from '../device/units.ts';
import type { Position } from './define.ts';
import { lookUp, toProblem } from './look-up.ts';

/** An axis by name; what is none becomes a problem at the field. */
export function findAxis(
  devices: Devices,
  name: string,
  path: Problem['path'],
  problems: Problem[],
): { readonly movable: Movable; readonly info: DeviceInfo } | undefined {
  const device = lookUp(devices, name, path, problems);
  if (!device) return undefined;
  const { movable, info } = device;
  if (movable) return { movable, info };
  problems.push({
    path,
    code: 'bad-input',
    message: notAnAxis(device, devices),
  });
  return undefined;
}

/** A position as a number in the axis's unit; a unit that does not fit becomes a problem of `subject`, at the field. */
export function inUnit(
  value: Position,
  unit: string,
  subject: string,
  path: Problem['path'],
  problems: Problem[],
): number | null {
  try {
    return toUnit(value, unit);
  } catch (error) {
    const problem = toProblem(error, path);
    problems.push({ ...problem, message: `${subject}: ${problem.message}` });
    return null;
  }
}

function notAnAxis(device: Device, devices: Devices): string {
  const { name } = device.info;
  const what =
    (device.triggerable ?? device.derived) ? 'a detector' : 'no axis';
  const axes = devices.all().filter((other) => other.movable);
  const names = axes.slice(0, 8).map((other) => other.info.name);
  return `${name} is ${what} and cannot be moved. Axes are: ${names.join(', ')}${axes.length > 8 ? ' and others' : ''}.`;
}
