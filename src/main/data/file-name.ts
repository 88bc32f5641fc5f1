import { join } from 'node:path';
import type { Experiment } from '../../contract/station.ts';

/**
 * Where a run's file goes, below the data folder:
 * `<proposal>/<sample>/<sample>_<dataset>/<sample>_<dataset>_<run number>.<extension>`.
 */
export function dataFile(
  dataFolder: string,
  experiment: Experiment,
  number: number,
  extension: string,
): string {
  const { proposal, sample, dataset } = experiment;
  const stem = `${sample}_${dataset}`;
  const run = String(number).padStart(4, '0');
  return join(
    dataFolder,
    proposal,
    sample,
    stem,
    `${stem}_${run}.${extension}`,
  );
}

/** The journal of a run: `<state>/journals/000017.jsonl`. */
export function journalFile(stateFolder: string, number: number): string {
  const run = String(number).padStart(6, '0');
  return join(journalFolder(stateFolder), `${run}.jsonl`);
}

export function journalFolder(stateFolder: string): string {
  return join(stateFolder, 'journals');
}

/** The run number in a journal's file name; undefined for other files. */
export function journalNumber(fileName: string): number | undefined {
  const digits = /^(\d{6,})\.jsonl$/.exec(fileName)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** The same file under another extension. */
export function withExtension(file: string, extension: string): string {
  return file.replace(/\.[^./\\]*$/, '') + '.' + extension;
}
