import { closeNames } from '../device/registry.ts';
import type { Driver, NamedPlace } from '../drivers/types.ts';
import { liftDisabled } from './disabled-entries.ts';
import { asRecord, isRecord } from './json-schema.ts';
import { checkLine, type InstrumentContext } from './line.ts';
import { commonKeys, commonSchema } from './schema.ts';
import { isInside } from './paths.ts';
import type { BeamlineInstrument, Mistake, Path } from './types.ts';
import { listed, shown } from './wording.ts';
import { mistakesOf } from './zod-mistakes.ts';

/** One entry under `instruments`, with everything that is wrong with it. */
export interface CheckedInstrument {
  readonly path: Path;
  /** With all of its devices, disabled or not. Absent when something is wrong with it. */
  readonly instrument: BeamlineInstrument | undefined;
  /** The devices it has, disabled or not; with mistakes, those that can be made out. */
  readonly devices: readonly NamedPlace[];
  readonly isDisabled: boolean;
  /** The ways from the document to entries of its tables that are disabled one by one. */
  readonly disabledEntries: readonly Path[];
  readonly raw: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
}

/** Checks one entry by itself: its driver, its line, and the driver's own keys. */
export function checkInstrument(
  raw: unknown,
  index: number,
  context: InstrumentContext,
): CheckedInstrument {
  const path = ['instruments', index];
  const entry = asRecord(raw);
  const isDisabled = entry.disabled === true;
  const refused = (
    mistakes: readonly Mistake[],
    devices: readonly NamedPlace[] = [],
  ) => ({
    path,
    raw: entry,
    instrument: undefined,
    devices,
    isDisabled,
    disabledEntries: [],
    mistakes,
  });
  // What is no table has been complained of already.
  if (!isRecord(raw)) return refused([]);
  const found = findDriver(entry, path, context.drivers);
  if ('message' in found) return refused([found]);

  const line = checkLine(entry.line, [...path, 'line'], found, context);
  const given = Object.fromEntries(
    Object.entries(entry).filter(([key]) => !commonKeys.includes(key)),
  );
  const common = commonSchema.safeParse(entry);
  const {
    config: own,
    disabled,
    mistakes: lifted,
  } = liftDisabled(given, found, path);
  const parsed = found.config.safeParse(own);
  const mistakes = [
    ...line.mistakes,
    ...(common.success
      ? []
      : mistakesOf(common.error, {
          schema: commonSchema,
          value: entry,
          path,
          source: context.source,
        })),
    ...lifted,
    ...(parsed.success
      ? []
      : mistakesOf(parsed.error, {
          schema: found.config,
          value: own,
          path,
          source: context.source,
          extraKeys: commonKeys,
        })),
  ];
  if (!parsed.success || mistakes.length > 0) {
    return refused(mistakes, guessNames(found, own));
  }
  const devices = inFile(path, found.names(parsed.data));
  return {
    path,
    raw: entry,
    instrument: {
      name:
        common.data?.name ?? devices[0]?.name ?? `${found.name} ${index + 1}`,
      index,
      driver: found,
      config: parsed.data,
      line: line.line,
    },
    devices,
    isDisabled,
    disabledEntries: disabled,
    mistakes: [],
  };

  /** Names in a config with mistakes: enough of it may be right for the driver to find them. */
  function guessNames(driver: Driver, config: unknown): NamedPlace[] {
    try {
      return inFile(path, driver.names(config)).filter(
        ({ name }) => typeof name === 'string',
      );
    } catch {
      return [];
    }
  }
}

/** Whether a device is not to be created because of a `disabled: true` of its own or of its instrument. */
export function isDisabledDevice(
  { isDisabled, disabledEntries }: CheckedInstrument,
  { path }: NamedPlace,
): boolean {
  return isDisabled || disabledEntries.some((entry) => isInside(path, entry));
}
function inFile(path: Path, places: readonly NamedPlace[]): NamedPlace[] {
  return places.map((place) => ({
    name: place.name,
    path: [...path, ...place.path],
  }));
}

function findDriver(
  entry: Readonly<Record<string, unknown>>,
  path: Path,
  drivers: readonly Driver[],
): Driver | Mistake {
  const names = drivers.map((driver) => driver.name);
  const { driver: name } = entry;
  if (name === undefined || name === null) {
    return {
      path,
      at: 'value',
      message: `This instrument has no driver. Write driver: and one of ${names.join(', ')}.`,
    };
  }
  const found = drivers.find((driver) => driver.name === name);
  if (found) return found;
  const close = typeof name === 'string' ? closeNames(name, names) : [];
  return {
    path: [...path, 'driver'],
    at: 'value',
    message: `There is no driver ${shown(name, undefined).replace(/^the text /, '')}. ${
      close.length > 0
        ? `Did you mean ${listed(close)}?`
        : `There are ${names.join(', ')}.`
    }`,
  };
}
