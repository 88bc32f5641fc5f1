import { isScalar } from 'yaml';
import { BeamtimeError } from '../../contract/errors.ts';
import type { NamedPlace } from '../drivers/types.ts';
import type { CheckedInstrument } from './instruments.ts';
import { asRecord, valueAt } from './json-schema.ts';
import type { Examined } from './load.ts';
import type { Path, Texts } from './types.ts';
import { usesOf } from './uses.ts';
import { renameKey, setIn } from './yaml-edits.ts';
import { find, readYaml } from './yaml-text.ts';

/** New names of devices by their old ones. */
export type NewNames = ReadonlyMap<string, string>;

/** Gives a device another name wherever the files of a beamline name it. @throws BeamtimeError `bad-input` */
export function renameDevice(
  from: string,
  to: string,
  { bundle, checked }: Examined,
  texts: Texts,
): Texts {
  const isThere = checked.some(({ devices }) =>
    devices.some(({ name }) => name === from),
  );
  if (!isThere) {
    throw new BeamtimeError(
      'bad-input',
      `There is no device ${from} in the beamline file.`,
    );
  }
  refuseTaken([to], checked);
  const names = new Map([[from, to]]);
  const changed = new Map(texts);
  const inFile = (at: Path, change: (text: string, path: Path) => string) => {
    const { part, path } = bundle.originOf(at);
    changed.set(part.whole, change(changed.get(part.whole) ?? part.text, path));
  };
  const header = asRecord(asRecord(bundle.value).header);
  for (const [key, name] of Object.entries(header)) {
    if (name === from)
      inFile(['header', key], (text, path) => setIn(text, path, to));
  }
  for (const one of checked) {
    inFile(one.path, (text, own) => renameInEntry(text, names, one, own));
  }
  return changed;
}

/** @throws BeamtimeError `bad-input` when one of these names belongs to a device already, disabled ones included */
export function refuseTaken(
  names: readonly string[],
  checked: readonly CheckedInstrument[],
): void {
  const taken = names.find((one) =>
    checked.some(({ devices }) => devices.some(({ name }) => name === one)),
  );
  if (taken === undefined) return;
  throw new BeamtimeError(
    'bad-input',
    `There is a device ${taken} in the beamline file already. Choose another name.`,
  );
}

/**
 * Gives devices other names in an instrument's entry: where they are made, and where others are made of them.
 *
 * @param own the way to the entry in this text
 */
export function renameInEntry(
  text: string,
  names: NewNames,
  one: CheckedInstrument,
  own: Path,
): string {
  const inner = ({ path }: NamedPlace) => path.slice(one.path.length);
  const isWord = (place: NamedPlace) =>
    valueAt(one.raw, inner(place)) === place.name;
  const uses = usesOf(one).filter(({ name }) => names.has(name));
  const devices = one.devices.filter(({ name }) => names.has(name));
  const words = [...uses, ...devices.filter(isWord)];
  // Keys come last, inner ones first: the ways to what stands below them lead through their old names.
  const keys = [
    ...uses.filter(
      ({ name, path }) => path.at(-2) === 'moves' && path.at(-1) === name,
    ),
    ...devices.filter((place) => !isWord(place)),
  ];
  const renamed = once(words.map(inner)).reduce(
    (now, path) => renameIn(now, [...own, ...path], names),
    text,
  );
  return once(keys.map(inner)).reduce((now, path) => {
    const to = names.get(String(path.at(-1)));
    return to === undefined ? now : renameKey(now, [...own, ...path], to);
  }, renamed);
}

/** A formula with other names for its devices; what is no plain word stands in braces. */
export function renameInFormula(formula: string, names: NewNames): string {
  return formula.replace(
    /\$\{[^{}]*\}|\{([^{}]+)\}|\d+\.?\d*(?:e[+-]?\d+)?|[\p{L}_$][\p{L}\p{N}_$]*/giu,
    (word, braced: string | undefined) => {
      const to = names.get(braced?.trim() ?? word);
      if (to === undefined) return word;
      return /^[A-Za-z_]\w*$/.test(to) ? to : `{${to}}`;
    },
  );
}

function renameIn(text: string, path: Path, names: NewNames): string {
  const node = find(readYaml(text).document, path)?.node;
  if (!isScalar(node) || typeof node.value !== 'string') return text;
  const { value } = node;
  return setIn(text, path, names.get(value) ?? renameInFormula(value, names));
}

function once(paths: readonly Path[]): Path[] {
  return [...new Map(paths.map((path) => [path.join('\n'), path])).values()];
}
