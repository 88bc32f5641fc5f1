import type { Limits } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { clampTo } from './limits.ts';
import { Quantity, Selection, type AnyParameter } from './parameter.ts';
import type { Device, Movable } from './types.ts';
import { toUnit } from './units.ts';

/** The parameter that is the device's value: `position` of an axis, `value` of anything else. */
export function mainParameter(device: Device): AnyParameter {
  const main =
    device.parameters.get('position') ?? device.parameters.get('value');
  if (main) return main;
  throw unsupported(device, 'has no value');
}

/**
 * Moves an axis to a target that may carry a unit; resolves with the position reached.
 *
 * @throws BeamtimeError `unsupported`, `unit`, `parameter`, and what `Movable.move` throws
 */
export async function moveDevice(
  device: Device,
  target: number | string,
  signal?: AbortSignal,
): Promise<number> {
  return movableOf(device).move(toUnit(target, device.info.unit), signal);
}

/**
 * Moves by a step from where the axis is going, or stands; a step beyond a limit ends at the limit.
 * An axis on its way is stopped first.
 */
export async function jogDevice(
  device: Device,
  by: number,
  signal?: AbortSignal,
): Promise<number> {
  const movable = movableOf(device);
  const { status, target } = device.reading();
  const isMoving = status === 'moving';
  const from =
    isMoving && typeof target === 'number'
      ? target
      : await movable.readPosition(signal);
  const to = clampTo(from + toUnit(by, device.info.unit), movable.limits());
  movable.check(to);
  if (isMoving) await device.stoppable?.stop();
  return movable.move(to, signal);
}

/**
 * Sets what takes a value at once: a shutter, a setpoint.
 *
 * @throws BeamtimeError `unsupported`, `selection`, `unit`, `parameter`, `limit`, `lock`, `stopped`...
 */
export async function setDevice(
  device: Device,
  value: number | string,
  signal?: AbortSignal,
): Promise<void> {
  if (!device.settable) throw unsupported(device, 'cannot be set');
  const main = mainParameter(device);
  await device.settable.set(
    main instanceof Quantity ? toUnit(value, main.unit) : value,
    signal,
  );
}

/** Sets the user limits of an axis or a quantity; null opens a side. */
export function setDeviceLimits(device: Device, limits: Limits): void {
  const main = mainParameter(device);
  if (!(main instanceof Quantity)) throw unsupported(device, 'has no limits');
  main.setLimits(limits);
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

/** The closed list of a selection, else null. */
export function optionsOf(device: Device): readonly string[] | null {
  const main = mainParameter(device);
  return main instanceof Selection ? main.options : null;
}

function writable(device: Device): AnyParameter[] {
  return [...device.parameters.values()].filter(
    (parameter) => parameter.isWritable,
  );
}

function movableOf(device: Device): Movable {
  if (device.movable) return device.movable;
  throw unsupported(device, 'cannot move');
}

function unsupported(device: Device, what: string): BeamtimeError {
  return new BeamtimeError(
    'unsupported',
    `${device.info.name} ${what}: it is a ${device.info.driver} device for something else.`,
  );
}
