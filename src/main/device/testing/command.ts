import type { Device } from '../types.ts';
import { toUnit } from '../units.ts';

/** Moves a device, which must be able to; a target may carry a unit. Resolves with the position reached. */
export async function moveDevice(
  { info, movable }: Device,
  target: number | string,
  signal?: AbortSignal,
): Promise<number> {
  if (!movable) throw new Error(`${info.name} cannot move.`);
  return movable.move(toUnit(target, movable.unit), signal);
}

/** Sets a device, which must be able to. */
export async function setDevice(
  { info, settable }: Device,
  value: number | string,
  signal?: AbortSignal,
): Promise<void> {
  if (!settable) throw new Error(`${info.name} cannot be set.`);
  await settable.set(value, signal);
}
