import { isDeepStrictEqual } from 'node:util';
import type { Beamline, BeamlineInstrument } from './types.ts';

/** What an instrument was and is. */
export interface ChangedInstrument {
  readonly before: BeamlineInstrument;
  readonly after: BeamlineInstrument;
}

/** What is different between the instruments of two beamlines. */
export interface InstrumentChanges {
  readonly added: readonly BeamlineInstrument[];
  readonly removed: readonly BeamlineInstrument[];
  /** Its driver, its line or one of its keys; also what it is called. */
  readonly changed: readonly ChangedInstrument[];
  /** The same in every key; `after` may stand elsewhere in the file. */
  readonly unchanged: readonly ChangedInstrument[];
}

/** What is different between two beamlines. Instruments that are disabled, or left out because of it, are not there. */
export interface BeamlineChanges extends InstrumentChanges {
  /** Parts of the file that count only at a start: `name`, `header`, `experiment`, `simulator`, `isSimulated`. */
  readonly needsRestart: readonly RestartPart[];
}

const restartParts = [
  'name',
  'header',
  'experiment',
  'simulator',
  'isSimulated',
] as const;
/** A part of the file that counts only at a start. */
export type RestartPart = (typeof restartParts)[number];

/** Compares two loaded beamlines. */
export function compareBeamlines(
  before: Beamline,
  after: Beamline,
): BeamlineChanges {
  return {
    ...compareInstruments(before.instruments, after.instruments),
    needsRestart: restartParts.filter(
      (part) => !isDeepStrictEqual(before[part], after[part]),
    ),
  };
}

/**
 * Compares instruments. They belong together by name; one that was given another name is found by its devices, and one
 * whose devices were all renamed by its driver and line.
 */
export function compareInstruments(
  before: readonly BeamlineInstrument[],
  after: readonly BeamlineInstrument[],
): InstrumentChanges {
  const old = new Set(before);
  const fresh = new Set(after);
  const pairs: ChangedInstrument[] = [];
  for (const belongs of [isSameName, hasCommonDevice, isSameHardware]) {
    for (const now of fresh) {
      const was = [...old].find((one) => belongs(one, now));
      if (!was) continue;
      old.delete(was);
      fresh.delete(now);
      pairs.push({ before: was, after: now });
    }
  }
  pairs.sort((a, b) => a.after.index - b.after.index);
  return {
    added: [...fresh],
    removed: [...old],
    changed: pairs.filter((pair) => !isSame(pair)),
    unchanged: pairs.filter(isSame),
  };
}

function isSame({ before, after }: ChangedInstrument): boolean {
  return (
    before.name === after.name &&
    before.driver.name === after.driver.name &&
    isDeepStrictEqual(before.line, after.line) &&
    isDeepStrictEqual(before.config, after.config) &&
    // The order of axes is the order in which they are shown.
    isDeepStrictEqual(devicesOf(before), devicesOf(after))
  );
}

function isSameName(a: BeamlineInstrument, b: BeamlineInstrument): boolean {
  return a.name === b.name;
}

function hasCommonDevice(
  a: BeamlineInstrument,
  b: BeamlineInstrument,
): boolean {
  const names = devicesOf(b);
  return devicesOf(a).some((name) => names.includes(name));
}

function isSameHardware(a: BeamlineInstrument, b: BeamlineInstrument): boolean {
  return (
    a.line !== null &&
    a.driver.name === b.driver.name &&
    isDeepStrictEqual(a.line, b.line)
  );
}

/** The names of an instrument's devices, in the order in which they are shown. */
export function devicesOf({ driver, config }: BeamlineInstrument): string[] {
  return driver.names(config).map(({ name }) => name);
}
