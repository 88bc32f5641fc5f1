import { BeamtimeError } from '../../contract/errors.ts';
import { Listeners } from '../base/listeners.ts';
import { StopLatch } from './stop-latch.ts';
import type { Device, Devices } from './types.ts';

/** What may be changed of them, by whoever creates instruments. */
export interface DeviceRegistry extends Devices {
  /** @throws BeamtimeError `config` when the name is taken */
  add(device: Device): void;
  /** Takes these out and puts those in, in the order of `names`; followers and listeners are told once all are there. */
  replace(
    gone: readonly Device[],
    come: readonly Device[],
    names: readonly string[],
  ): void;
}

/** The devices of a station, by name, in the order in which they were added; and the latch of STOP ALL that they share. */
export function createDevices(
  latch: StopLatch = new StopLatch(),
): DeviceRegistry {
  const byName = new Map<string, Device>();
  const followers = new Map<
    (device: Device) => () => void,
    Map<Device, () => void>
  >();
  const changed = new Listeners<void>();
  let list: readonly Device[] = [];
  const put = (device: Device) => {
    const { name } = device.info;
    if (byName.has(name)) {
      throw new BeamtimeError(
        'config',
        `Two devices are called ${name}. Give one of them another name.`,
      );
    }
    byName.set(name, device);
  };
  const attach = (device: Device) => {
    for (const [follower, ends] of followers)
      ends.set(device, follower(device));
  };
  return {
    latch,
    add(device) {
      put(device);
      list = [...byName.values()];
      attach(device);
      changed.emit();
    },
    replace(gone, come, names) {
      for (const device of gone) {
        byName.delete(device.info.name);
        for (const ends of followers.values()) {
          ends.get(device)?.();
          ends.delete(device);
        }
      }
      for (const device of come) put(device);
      const place = new Map(names.map((name, index) => [name, index]));
      const placeOf = ({ info }: Device) =>
        place.get(info.name) ?? names.length;
      list = [...byName.values()].sort((a, b) => placeOf(a) - placeOf(b));
      for (const device of come) attach(device);
      changed.emit();
    },
    get(name) {
      const device = byName.get(name);
      if (device) return device;
      throw unknownDevice(name, [...byName.keys()]);
    },
    find: (name) => byName.get(name),
    all: () => list,
    follow(follower) {
      const ends = new Map(list.map((device) => [device, follower(device)]));
      followers.set(follower, ends);
      return () => {
        followers.delete(follower);
        for (const end of ends.values()) end();
      };
    },
    onListChanged: (listener) => changed.add(listener),
  };
}

/** The refusal of a name nobody has, with the names that come close. */
export function unknownDevice(
  name: string,
  known: readonly string[],
): BeamtimeError {
  const close = closeNames(name, known);
  const hint =
    close.length > 0
      ? `Did you mean ${close.join(' or ')}?`
      : known.length > 0
        ? `There are: ${known.slice(0, 12).join(', ')}${known.length > 12 ? ` and ${known.length - 12} more` : ''}.`
        : 'There are no devices at all.';
  return new BeamtimeError(
    'unknown-device',
    `There is no device called "${name}". ${hint}`,
    { detail: { name, close } },
  );
}

/** At most three names that differ by a letter or two, or begin alike; the closest first. */
export function closeNames(name: string, known: readonly string[]): string[] {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.min(2, Math.floor(name.length / 2)));
  return known
    .map((candidate) => ({
      candidate,
      distance: distance(wanted, candidate.toLowerCase(), wanted.length >= 2),
    }))
    .filter((entry) => entry.distance <= most)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((entry) => entry.candidate);
}

/** Edit distance; two letters swapped count as one change, a name that goes on as one. */
function distance(a: string, b: string, mayGoOn: boolean): number {
  if (mayGoOn && b.startsWith(a)) return b === a ? 0 : 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(
        at(i - 1, j) + 1,
        (row[j - 1] ?? 0) + 1,
        at(i - 1, j - 1) + same,
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(i - 2, j - 2) + 1);
      }
      row.push(best);
    }
  }
  return at(a.length, b.length);
}
