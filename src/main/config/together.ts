import { closeNames } from '../device/registry.ts';
import type { NamedPlace } from '../drivers/types.ts';
import { circles } from './circles.ts';
import type { CheckedInstrument } from './instruments.ts';
import { asRecord } from './json-schema.ts';
import { sharedLines } from './shared-lines.ts';
import type { Mistake } from './types.ts';
import { usesOf } from './uses.ts';
import { reversedLimits, unknownUnits } from './values.ts';
import { listed } from './wording.ts';

/** What is wrong with the instruments taken together: names, references, circles, addresses, units, limits. */
export function checkTogether(
  instruments: readonly CheckedInstrument[],
): Mistake[] {
  const named = instruments.flatMap(({ devices }) => devices);
  const possible = new Set(deviceNames(instruments));
  return [
    ...repeatedNames(named),
    ...instruments.flatMap((one) => unknownInputs(one, possible)),
    ...instruments.flatMap((one) => movedThings(one, named)),
    ...circles(instruments),
    ...sharedLines(instruments),
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

function repeatedNames(named: readonly NamedPlace[]): Mistake[] {
  const byName = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const { name, path } of named) {
    // In data files `/` separates groups, so there `i1/i0` is called `i1_i0`.
    const inFile = name.replaceAll('/', '_');
    const other = byName.get(inFile);
    const at = path.at(-1) === name ? 'key' : 'value';
    if (other === name) {
      mistakes.push({
        path,
        at,
        message: `A device is called ${name} already. Give this one another name.`,
      });
    } else if (other !== undefined) {
      mistakes.push({
        path,
        at,
        message: `${name} and ${other} would both be called ${inFile} in data files, where / has another meaning. Give this one another name.`,
      });
    } else {
      byName.set(inFile, name);
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
