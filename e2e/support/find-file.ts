import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Every data file below a folder, oldest run first. */
export function dataFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.h5'))
    .sort()
    .map((name) => path.join(folder, name));
}

/** The only data file below a folder. @throws Error when there is not exactly one */
export function onlyDataFile(folder: string): string {
  const [file, ...others] = dataFiles(folder);
  if (file && others.length === 0) return file;
  throw new Error(
    `There are ${String(others.length + (file ? 1 : 0))} data files in ${folder}.`,
  );
}
