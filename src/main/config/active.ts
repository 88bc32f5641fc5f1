import type { NamedPlace } from '../drivers/types.ts';
import { liftDisabled, tableKeys } from './disabled-entries.ts';
import { isDisabledDevice, type CheckedInstrument } from './instruments.ts';
import { asRecord } from './json-schema.ts';
import { isInside } from './paths.ts';
import { commonKeys } from './schema.ts';
import type { BeamlineInstrument, Mistake, Path } from './types.ts';
import { usesOf } from './uses.ts';

/** What of a good file is created, and why the rest is not. */
export interface Active {
  readonly instruments: readonly BeamlineInstrument[];
  /** Sentences about what is left out because of something that is disabled. */
  readonly notices: readonly Mistake[];
  isActive(device: NamedPlace): boolean;
  /** A device's name where it is created, else `null` and a notice at `path`. */
  shown(name: string | null, path: Path): string | null;
}

/** Gives the place of a device in words: `demo.yaml:14:7`. */
export type Where = (place: Path, at: 'key' | 'value') => string;

/** Leaves out what is disabled and, step by step, whatever is made of it. */
export function activeParts(
  instruments: readonly CheckedInstrument[],
  where: Where,
): Active {
  const notices: Mistake[] = [];
  const all = instruments.flatMap((one) => one.devices);
  const inactive = new Set<NamedPlace>(
    instruments.flatMap((one) =>
      one.devices.filter((device) => isDisabledDevice(one, device)),
    ),
  );
  const disabled = new Set(inactive);
  const isThere = (name: string) =>
    all.some((device) => device.name === name && !inactive.has(device));
  const reason = (name: string) => {
    const device = all.find((one) => one.name === name);
    if (!device) return 'is not there';
    const at = device.path.at(-1) === name ? 'key' : 'value';
    const word = disabled.has(device) ? 'disabled' : 'left out';
    return `is ${word} (${where(device.path, at)})`;
  };

  let isSettled = false;
  while (!isSettled) {
    isSettled = true;
    for (const one of instruments) {
      for (const use of usesOf(one)) {
        if (isThere(use.name)) continue;
        const lost = one.devices.filter(
          (device) =>
            isInside(use.path, unitOf(one, device)) && !inactive.has(device),
        );
        for (const device of lost) {
          inactive.add(device);
          isSettled = false;
          notices.push({
            path: use.path,
            at: use.path.at(-1) === use.name ? 'key' : 'value',
            message: `${device.name} is left out: it is made of ${use.name}, which ${reason(use.name)}.`,
          });
        }
      }
    }
  }

  return {
    notices,
    instruments: instruments.flatMap(
      (one) => withoutInactive(one, (device) => inactive.has(device)) ?? [],
    ),
    isActive: (device) => !inactive.has(device),
    shown(name, path) {
      if (name === null || isThere(name)) return name;
      notices.push({
        path,
        at: 'value',
        message: `${name} is not shown in the header: it ${reason(name)}.`,
      });
      return null;
    },
  };
}

/** What is left out as one: the entry of a table that a device stands in, or the whole instrument. */
function unitOf(
  { instrument, path }: CheckedInstrument,
  device: NamedPlace,
): Path {
  const key = device.path[path.length];
  const isEntry =
    instrument !== undefined &&
    typeof key === 'string' &&
    tableKeys(instrument.driver).includes(key);
  return isEntry ? device.path.slice(0, path.length + 2) : path;
}

function withoutInactive(
  one: CheckedInstrument,
  isInactive: (device: NamedPlace) => boolean,
): BeamlineInstrument | undefined {
  const { instrument, devices, path, raw, disabledEntries } = one;
  if (!instrument || one.isDisabled) return undefined;
  const gone = devices.filter(isInactive);
  const isEmpty = devices.length > 0 && gone.length === devices.length;
  if (isEmpty) return undefined;
  const units = [
    ...gone.map((device) => unitOf(one, device)),
    ...disabledEntries,
  ];
  if (units.length === 0) return instrument;
  // Parsed anew from what stands in the file, so that the driver never sees what is left out.
  const own = Object.fromEntries(
    Object.entries(raw).filter(([key]) => !commonKeys.includes(key)),
  );
  const { config } = liftDisabled(own, instrument.driver, path);
  const kept = Object.fromEntries(
    Object.entries(config).map(([key, value]) => [
      key,
      tableKeys(instrument.driver).includes(key)
        ? Object.fromEntries(
            Object.entries(asRecord(value)).filter(
              ([name]) =>
                !units.some((unit) => isInside([...path, key, name], unit)),
            ),
          )
        : value,
    ]),
  );
  return { ...instrument, config: instrument.driver.config.parse(kept) };
}
