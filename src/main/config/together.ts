import { closeNames } from '../device/registry.ts';
import type { NamedPlace } from '../drivers/types.ts';
import type { Where } from './active.ts';
import { circles } from './circles.ts';
import { isDisabledDevice, type CheckedInstrument } from './instruments.ts';
import { asRecord } from './json-schema.ts';
import { sharedLines } from './shared-lines.ts';
import type { Mistake } from './types.ts';
import { usesOf } from './uses.ts';
import { reversedLimits, unknownUnits } from './values.ts';
import { listed } from './wording.ts';

/** What is wrong with the instruments taken together: names, references, circles, addresses, units, limits. */
export function checkTogether(
  instruments: readonly CheckedInstrument[],
  where: Where,
): Mistake[] {
  const named = instruments.flatMap(({ devices }) => devices);
  const possible = new Set(deviceNames(instruments));
  return [
    ...repeatedNames(
      // What is disabled may wait under the name of what stands in for it.
      instruments.flatMap((one) =>
        one.devices.filter((device) => !isDisabledDevice(one, device)),
      ),
      where,
    ),
    ...repeatedInstruments(instruments, where),
    ...instruments.flatMap((one) => unknownInputs(one, possible)),
    ...instruments.flatMap((one) => movedThings(one, named)),
    ...circles(instruments.filter(({ isDisabled }) => !isDisabled)),
    ...sharedLines(instruments, where),
    ...instruments.flatMap(unknownUnits),
    ...instruments.flatMap(reversedLimits),
  ];
}

/** The names that there are, those of entries with mistakes included as far as they can be guessed. */
export function deviceNames(
  instruments: readonly CheckedInstrument[],
): readonly string[] {
  return instruments.flatMap(({ instrument, raw, devices }) => [
    ...devices.map(({ name }) => name),
    ...(instrument ? [] : keysAndWords(raw)),
  ]);
}

/** What could be a name in an entry with mistakes: keys of its tables, and its words. */
function keysAndWords(raw: CheckedInstrument['raw']): string[] {
  return Object.values(raw).flatMap((value) =>
    typeof value === 'string' ? [value] : Object.keys(asRecord(value)),
  );
}

/** Every `name` of an instrument that another one is called by. */
function repeatedInstruments(
  instruments: readonly CheckedInstrument[],
  where: Where,
): Mistake[] {
  const there = instruments.filter(({ isDisabled }) => !isDisabled);
  return there.flatMap((one, index) => {
    const name = one.instrument?.name;
    const other = there.find(
      ({ instrument, raw }, position) =>
        name !== undefined &&
        instrument?.name === name &&
        // Of two given names the second is the mistake; a device's name was there first.
        (position < index || (position > index && raw.name === undefined)),
    );
    return one.raw.name !== undefined && other
      ? [
          {
            path: [...one.path, 'name'],
            at: 'value' as const,
            message: `An instrument is called ${name ?? ''} already, at ${where(other.path, 'value')}. Give this one another name.`,
          },
        ]
      : [];
  });
}

function repeatedNames(named: readonly NamedPlace[], where: Where): Mistake[] {
  const byName = new Map<string, NamedPlace>();
  const mistakes: Mistake[] = [];
  for (const device of named) {
    const { name, path } = device;
    // In data files `/` separates groups, so there `i1/i0` is called `i1_i0`.
    const inFile = name.replaceAll('/', '_');
    const other = byName.get(inFile);
    const at = path.at(-1) === name ? 'key' : 'value';
    const otherAt =
      other &&
      where(other.path, other.path.at(-1) === other.name ? 'key' : 'value');
    if (other?.name === name) {
      mistakes.push({
        path,
        at,
        message: `A device is called ${name} already, at ${otherAt ?? ''}. Give this one another name.`,
      });
    } else if (other !== undefined) {
      mistakes.push({
        path,
        at,
        message: `${name} and ${other.name} would both be called ${inFile} in data files, where / has another meaning. Give this one another name.`,
      });
    } else {
      byName.set(inFile, device);
    }
  }
  return mistakes;
}

function unknownInputs(
  instrument: CheckedInstrument,
  possible: ReadonlySet<string>,
): Mistake[] {
  return usesOf(instrument)
    .filter(({ name }) => !possible.has(name))
    .map(({ name, path }) => {
      const close = closeNames(name, [...possible]);
      return {
        path,
        at: path.at(-1) === name ? ('key' as const) : ('value' as const),
        message: `There is no device ${name}. ${
          close.length > 0
            ? `Did you mean ${listed(close)}?`
            : 'Add it under instruments, or name another.'
        }`,
      };
    });
}

/** What a pseudo axis moves has to be an axis: an entry of some instrument's `axes`. */
function movedThings(
  instrument: CheckedInstrument,
  named: readonly NamedPlace[],
): Mistake[] {
  return usesOf(instrument)
    .filter(({ name, path }) => path.at(-2) === 'moves' && path.at(-1) === name)
    .filter(({ name }) => {
      const device = named.find((one) => one.name === name);
      return device !== undefined && device.path.at(-2) !== 'axes';
    })
    .map(({ name, path }) => ({
      path,
      at: 'key',
      message: `${name} is no axis and cannot be moved. Name the axes that move.`,
    }));
}
