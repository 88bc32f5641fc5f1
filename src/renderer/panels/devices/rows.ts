import type { DeviceState } from '../../../contract/devices.ts';

/** A line of the device list: a group's head or a device. */
export type Row =
  | { readonly kind: 'group'; readonly name: string; readonly count: number }
  | { readonly kind: 'device'; readonly name: string };

export interface RowOptions {
  readonly filter: string;
  readonly group: string | null;
  readonly collapsed: readonly string[];
}

/** The lines to show: groups in the order of the beamline, devices that fit the filter. A filter opens collapsed groups. */
export function rowsOf(
  devices: readonly DeviceState[],
  { filter, group, collapsed }: RowOptions,
): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const fitting = devices.filter(
    (device) =>
      (group === null || device.group === group) && fits(device, words),
  );
  return groupsOf(fitting).flatMap((name) => {
    const own = fitting.filter((device) => device.group === name);
    const lines = own.map((device): Row => ({
      kind: 'device',
      name: device.name,
    }));
    // Devices without a group have no head, and nothing folds them up.
    if (name === '') return lines;
    const isOpen = words.length > 0 || !collapsed.includes(name);
    const head: Row = { kind: 'group', name, count: own.length };
    return isOpen ? [head, ...lines] : [head];
  });
}

/** The groups, in the order of the beamline; `''` is that of devices without one. */
export function groupsOf(devices: readonly DeviceState[]): readonly string[] {
  return [...new Set(devices.map(({ group }) => group))];
}

function fits({ name, group }: DeviceState, words: readonly string[]): boolean {
  const text = `${name} ${group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
