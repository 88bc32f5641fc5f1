import path from 'node:path';
import { BeamtimeError } from '../../../contract/errors.ts';
import { drivers } from '../../drivers/index.ts';
import { parseBeamline } from '../load.ts';
import type { Beamline } from '../types.ts';
import type { Environment } from '../variables.ts';

/** Files by name, the first one the beamline; nothing is on disk. */
export type Files = Readonly<Record<string, string>>;

/** Reads from texts instead of the disk. */
export function readFrom(files: Files): (file: string) => string {
  return (file) => {
    const text = files[path.relative('', path.resolve(file))];
    if (text !== undefined) return text;
    throw new BeamtimeError('config', `${file} could not be read.`, {
      cause: Object.assign(new Error('none'), { code: 'ENOENT' }),
    });
  };
}

/** Loads the first of the files. */
export function load(files: Files, environment: Environment = {}): Beamline {
  const [name = ''] = Object.keys(files);
  const read = readFrom(files);
  return parseBeamline(read(name), name, drivers, { read, environment });
}

/** What is wrong with the files: `file:line:column: sentence`. */
export function mistakesIn(
  files: Files,
  environment: Environment = {},
): string[] {
  try {
    load(files, environment);
  } catch (error) {
    if (!(error instanceof BeamtimeError)) throw error;
    return error.problems.map(({ message }) => message);
  }
  return [];
}

/** The devices that are created. */
export function devicesOf(beamline: Beamline): string[] {
  return beamline.instruments.flatMap(({ driver, config }) =>
    driver.names(config).map(({ name }) => name),
  );
}
