import type { Devices } from '../device/types.ts';

/** The real axes that move when this axis moves: itself, or what a pseudo axis is made of. */
export function rootsOf(
  name: string,
  devices: Devices,
  seen: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const device = devices.find(name);
  if (!device?.movable || seen.has(name)) return new Set();
  const inputs = device.info.inputs.filter(
    (input) => devices.find(input)?.movable,
  );
  if (inputs.length === 0) return new Set([name]);
  const below = new Set([...seen, name]);
  return new Set(
    inputs.flatMap((input) => [...rootsOf(input, devices, below)]),
  );
}

/** The real axes that both of these move. */
export function sharedRoots(
  one: string,
  other: string,
  devices: Devices,
): string[] {
  return [...rootsOf(one, devices).intersection(rootsOf(other, devices))];
}

/**
 * Whether two axes of one scan would carry each other along. Pseudo axes of one instrument (a gap and a centre) do not:
 * they are solved together.
 */
export function getInTheWay(
  one: string,
  other: string,
  devices: Devices,
): boolean {
  if (one === other) return true;
  if (sharedRoots(one, other, devices).length === 0) return false;
  return devices.find(one)?.movable?.isSolvedWith?.(other) !== true;
}
