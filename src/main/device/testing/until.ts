import { setTimeout as pause } from 'node:timers/promises';
import {
  isBeamtimeError,
  type BeamtimeError,
} from '../../../contract/errors.ts';
import type { Device, Movable } from '../types.ts';

/** Waits until something is so; fails after 15 s with what was waited for. */
export async function until(what: string, isSo: () => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`Waited 15 s until ${what}.`);
    await pause(2);
  }
}

/** Waits until a device has this status. */
export function untilStatus(
  device: Device,
  ...wanted: string[]
): Promise<void> {
  return until(`${device.info.name} is ${wanted.join(' or ')}`, () =>
    wanted.includes(device.reading().status),
  );
}

/** Waits until an axis is well on its way: further than its readback lags behind or its position is rounded. */
export function untilLeft(movable: Movable, from: number): Promise<void> {
  return until('the axis has left', () => {
    const position = movable.position();
    return position !== undefined && Math.abs(position - from) > 0.1;
  });
}

/** The refusal of a promise; fails when it resolves or rejects with something else. */
export async function refusal(
  promise: Promise<unknown>,
): Promise<BeamtimeError> {
  try {
    const value = await promise;
    throw new Error(`It was not refused but answered ${String(value)}.`);
  } catch (error) {
    if (isBeamtimeError(error)) return error;
    throw error;
  }
}
