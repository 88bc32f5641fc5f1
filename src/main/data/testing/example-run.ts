import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Column } from '../../../contract/runs.ts';
import { systemClock } from '../../base/clock.ts';
import type { RunFooter, RunHeader } from '../../engine/events.ts';
import { openDatabase } from '../database.ts';
import type { Database } from '../database.ts';
import { isoTime } from '../../base/iso-time.ts';
import { RunStore } from '../run-store.ts';
import type { DataWarning, RunStoreOptions } from '../store-options.ts';

export const exampleExperiment = {
  proposal: '20260042',
  sample: 'gold',
  dataset: 'first',
};

export type ScanShape = 'curve' | 'mesh' | 'snake' | 'loop' | 'count';

/** A header as the engine makes it. `shape`: points, or rows and points per row, or nothing for a count. */
export function exampleHeader(
  reservation: { readonly number: number; readonly file: string },
  kind: ScanShape,
  shape: readonly number[],
): RunHeader {
  const startedAt = 1_795_000_000_000;
  const points = shape.reduce((product, size) => product * size, 1);
  const isMap = kind === 'mesh' || kind === 'snake';
  return {
    format: 1,
    ...reservation,
    line: `${kind} ${shape.join(' x ')}`,
    title: `${kind} of gold`,
    request: {
      type: kind,
      params: { axis: 'samx', seconds: 0.1, detectors: ['i0'] },
    },
    who: 'H. Stern',
    beamline: 'demo',
    isSimulated: true,
    ...exampleExperiment,
    startedAt,
    startTime: isoTime(startedAt),
    columns: columnsOf(kind),
    points,
    shape,
    isSnake: kind === 'snake',
    axes: axesOf(kind),
    exposureSeconds: 0.1,
    plot: {
      kind: isMap ? 'grid' : 'curve',
      x: hasAxis(kind) ? 'samx' : 'elapsed',
      y: isMap ? 'samy' : null,
      signals: ['i1/i0'],
    },
    positioners: {
      samx: { value: -1, unit: 'mm', dial: 3.5 },
      samy: { value: 0.25, unit: 'mm' },
      theta: { value: 12.5, unit: 'deg', dial: -12.5 },
      'slit/gap': { value: NaN, unit: 'mm' },
    },
    detectors: {
      i0: { type: 'keithley', mode: 'MEAN' },
      i1: { type: 'scpi', mode: 'SINGLE' },
      'i1/i0': { type: 'calculated-counter', mode: 'CALCULATED' },
    },
    leftOut: [{ name: 'diode', why: 'it is offline. No answer.' }],
  };
}

/** What point `index` holds in column `column`: exact numbers, so that nothing can pass by chance. */
export function exampleValue(index: number, column: number): number {
  return index + (column + 1) / 7;
}

export function exampleValues(index: number, columns: number): number[] {
  return Array.from({ length: columns }, (_, i) => exampleValue(index, i));
}

export function exampleFooter(header: RunHeader, points: number): RunFooter {
  const endedAt = header.startedAt + 60_000;
  return {
    number: header.number,
    endedAt,
    endTime: isoTime(endedAt),
    endReason: 'finished',
    message: null,
    points,
    positioners: {
      ...header.positioners,
      samx: { value: 1, unit: 'mm', dial: 5.5 },
    },
  };
}

/** Folders, database and store of a test. */
export interface TestStore {
  readonly folder: string;
  readonly dataFolder: string;
  readonly stateFolder: string;
  readonly database: Database;
  readonly store: RunStore;
  readonly warnings: DataWarning[];
  /** Ends store and database and opens them again on the same folders. */
  reopen(): Promise<TestStore>;
  close(): Promise<void>;
}

export function openTestStore(
  options: Partial<RunStoreOptions> = {},
  folder = mkdtempSync(join(tmpdir(), 'beamtime-data-')),
): TestStore {
  const stateFolder = join(folder, 'state');
  const dataFolder = join(folder, 'data');
  const warnings: DataWarning[] = [];
  const database = openDatabase(stateFolder);
  const store = new RunStore({
    database,
    stateFolder,
    dataFolder,
    clock: systemClock,
    version: '0.0.0',
    onWarning: (warning) => warnings.push(warning),
    ...options,
  });
  async function stop() {
    await store.close();
    database.close();
  }
  return {
    folder,
    dataFolder,
    stateFolder,
    database,
    store,
    warnings,
    async reopen() {
      await stop();
      return openTestStore(options, folder);
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Records a whole run; `until`: number of points, if not all. */
export async function recordRun(
  store: RunStore,
  kind: ScanShape,
  shape: readonly number[],
  until?: number,
): Promise<RunHeader> {
  const header = exampleHeader(store.reserve(exampleExperiment), kind, shape);
  await store.begin(header);
  const points = until ?? header.points;
  for (let index = 0; index < points; index++)
    await store.point({
      index,
      values: exampleValues(index, header.columns.length),
    });
  await store.end(exampleFooter(header, points));
  return header;
}

function columnsOf(kind: ScanShape): Column[] {
  const axis = (name: string): Column => {
    return { name, role: 'axis', unit: 'mm', decimals: 3 };
  };
  const isMap = kind === 'mesh' || kind === 'snake';
  return [
    ...(hasAxis(kind) ? [axis('samx')] : []),
    ...(isMap ? [axis('samy')] : []),
    { name: 'i0', role: 'detector', unit: 'A', decimals: 0 },
    { name: 'i1', role: 'detector', unit: 'A', decimals: 0 },
    { name: 'i1/i0', role: 'detector', unit: '', decimals: 4 },
    { name: 'elapsed', role: 'timer', unit: 's', decimals: 2 },
  ];
}

function hasAxis(kind: ScanShape): boolean {
  return kind !== 'loop' && kind !== 'count';
}

function axesOf(kind: ScanShape): RunHeader['axes'] {
  const samx = { name: 'samx', start: -1, stop: 1 };
  if (!hasAxis(kind)) return [];
  if (kind === 'curve') return [samx];
  return [{ name: 'samy', start: 0, stop: 0.5 }, samx];
}
