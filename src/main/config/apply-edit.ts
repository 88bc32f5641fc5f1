import { BeamtimeError } from '../../contract/errors.ts';
import { closeNames } from '../device/registry.ts';
import { tableKeys } from './disabled-entries.ts';
import type {
  BeamlineEdit,
  InstrumentRef,
  KeyChange,
} from '../../contract/beamline.ts';
import type { CheckedInstrument } from './instruments.ts';
import type { Examined } from './load.ts';
import type { Part } from './merge.ts';
import { refuseTaken, renameDevice, renameInEntry } from './rename-device.ts';
import type { Path, Texts } from './types.ts';
import { listed } from './wording.ts';
import { removeIn, setIn } from './yaml-edits.ts';
import { addItem, duplicateItem, removeItem } from './yaml-items.ts';

/** An instrument, and where it stands in its file. */
interface Target {
  readonly one: CheckedInstrument;
  readonly part: Part;
  readonly path: Path;
  readonly index: number;
}

/**
 * Makes an edit on the texts of a good beamline.
 *
 * @throws BeamtimeError `bad-input` when it means nothing that is there, `unsupported` where aliases are in the way
 */
export function applyEdit(
  edit: BeamlineEdit,
  now: Examined,
  texts: Texts,
): Texts {
  const inFile = (part: Part, change: (text: string) => string): Texts =>
    new Map([
      ...texts,
      [part.whole, change(texts.get(part.whole) ?? part.text)],
    ]);

  switch (edit.kind) {
    case 'add': {
      const behind =
        edit.after === undefined ? undefined : targetOf(now, edit.after);
      const part = behind?.part ?? now.bundle.originOf([]).part;
      return inFile(part, (text) =>
        addItem(text, ['instruments'], edit.entry, behind?.index),
      );
    }
    case 'set': {
      const { part, path } = targetOf(now, edit.instrument);
      return inFile(part, (text) => withChanges(text, path, edit.changes));
    }
    case 'duplicate':
      refuseTaken(Object.values(edit.devices), now.checked);
      return duplicate(edit, targetOf(now, edit.instrument), inFile);
    case 'disable': {
      const target = targetOf(now, edit.instrument);
      const at = entryOf(target, edit.device);
      const after = edit.device === undefined ? 'driver' : undefined;
      return inFile(target.part, (text) =>
        setIn(text, [...at, 'disabled'], true, after),
      );
    }
    case 'enable': {
      const target = targetOf(now, edit.instrument);
      const at = entryOf(target, edit.device);
      return inFile(target.part, (text) => removeIn(text, [...at, 'disabled']));
    }
    case 'remove': {
      const target = targetOf(now, edit.instrument);
      const at = entryOf(target, edit.device);
      const isLast = target.one.devices.length === 1;
      return inFile(target.part, (text) =>
        edit.device === undefined || isLast
          ? removeItem(text, ['instruments'], target.index)
          : removeIn(text, at),
      );
    }
    case 'rename': {
      const { part, path } = targetOf(now, edit.instrument);
      return inFile(part, (text) =>
        setIn(text, [...path, 'name'], edit.name, 'driver'),
      );
    }
    case 'rename-device':
      return renameDevice(edit.device, edit.name, now, texts);
  }
}

type Duplicate = Extract<BeamlineEdit, { kind: 'duplicate' }>;

function duplicate(
  { devices, name, changes = [] }: Duplicate,
  { one, part, path, index }: Target,
  inFile: (part: Part, change: (text: string) => string) => Texts,
): Texts {
  const copy = [...path.slice(0, -1), index + 1];
  const missing = one.devices.filter(
    (device) => !Object.hasOwn(devices, device.name),
  );
  if (missing.length > 0) {
    throw new BeamtimeError(
      'bad-input',
      `The copy needs other names for ${missing.map((device) => device.name).join(', ')}: no two devices have the same one.`,
    );
  }
  return inFile(part, (text) => {
    let now = duplicateItem(text, path.slice(0, -1), index);
    now = renameInEntry(now, new Map(Object.entries(devices)), one, copy);
    if (name !== undefined) now = setIn(now, [...copy, 'name'], name, 'driver');
    else now = removeIn(now, [...copy, 'name']);
    now = removeIn(now, [...copy, 'disabled']);
    return withChanges(now, copy, changes);
  });
}

function withChanges(
  text: string,
  path: Path,
  changes: readonly KeyChange[],
): string {
  return changes.reduce(
    (now, { path: inner, value }) =>
      value === undefined
        ? removeIn(now, [...path, ...inner])
        : setIn(now, [...path, ...inner], value),
    text,
  );
}

function targetOf({ bundle, checked }: Examined, ref: InstrumentRef): Target {
  const named = (one: CheckedInstrument) => one.instrument?.name === ref;
  const one =
    typeof ref === 'number'
      ? checked[ref]
      : (checked.find((each) => named(each) && !each.isDisabled) ??
        checked.find(named));
  if (!one) throw unknownInstrument(ref, checked);
  const { part, path } = bundle.originOf(one.path);
  return { one, part, path, index: Number(path.at(-1)) };
}

function unknownInstrument(
  ref: InstrumentRef,
  checked: readonly CheckedInstrument[],
): BeamtimeError {
  const names = checked.flatMap(({ instrument }) => instrument?.name ?? []);
  const close = typeof ref === 'string' ? closeNames(ref, names) : [];
  return new BeamtimeError(
    'bad-input',
    `There is no instrument ${ref} in the beamline file. ${
      close.length > 0
        ? `Did you mean ${listed(close)}?`
        : `There are ${names.join(', ')}.`
    }`,
  );
}

/** The entry of a device in its file, or of the whole instrument. */
function entryOf({ one, path }: Target, name: string | undefined): Path {
  if (name === undefined) return path;
  const device = one.devices.find((each) => each.name === name);
  if (!device || !one.instrument) {
    throw new BeamtimeError(
      'bad-input',
      `There is no device ${name} in this instrument. It has ${one.devices.map((each) => each.name).join(', ')}.`,
    );
  }
  const inner = device.path.slice(one.path.length);
  const key = String(inner[0]);
  if (!tableKeys(one.instrument.driver).includes(key)) {
    throw new BeamtimeError(
      'bad-input',
      `${name} has no entry of its own in the file. Choose the whole instrument.`,
    );
  }
  return [...path, ...inner.slice(0, 2)];
}
