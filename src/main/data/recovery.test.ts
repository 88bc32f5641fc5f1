import {
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { RunHeader } from '../engine/events.ts';
import { journalFile } from './file-name.ts';
import {
  exampleExperiment,
  exampleFooter,
  exampleHeader,
  exampleValue,
  exampleValues,
  openTestStore,
  recordRun,
} from './testing/example-run.ts';
import type { TestStore } from './testing/example-run.ts';
import { hasH5py, readRun } from './testing/read-runs.ts';

let station: TestStore;

beforeEach(() => {
  station = openTestStore();
});

afterEach(async () => {
  await station.close();
});

/** A run that nobody ends, as after a crash. */
async function abandonedRun(points: number): Promise<RunHeader> {
  const { store } = station;
  const header = exampleHeader(store.reserve(exampleExperiment), 'curve', [10]);
  await store.begin(header);
  for (let index = 0; index < points; index++)
    void store.point({ index, values: exampleValues(index, 5) });
  station = await station.reopen();
  return header;
}

/** The first line of a journal as far as a test changes it. */
const OldLine = z.object({
  header: z.looseObject({
    positioners: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
  id: z.string(),
});

const sevenPoints = [
  ...Array.from({ length: 7 }, (_, i) => exampleValue(i, 1)),
  NaN,
  NaN,
  NaN,
];

describe.skipIf(!hasH5py())('after a crash', () => {
  test('the run is listed as cut short, and its file has every point', async () => {
    const { file } = await abandonedRun(7);
    const [run] = await station.store.recover();
    expect(run).toMatchObject({
      number: 1,
      state: 'failed',
      endReason: 'cut short',
      point: 7,
      points: 10,
      file,
    });
    expect(run?.message).toMatch(/ended during this run, after 7 of 10 points/);
    expect(station.store.runs.get(1)).toEqual(run);
    const read = readRun(file);
    expect(read.measurement.i0).toEqual(sevenPoints);
    expect(read).toMatchObject({ endReason: 'FAILURE', points: 7 });
    expect(read.endMessage).toMatch(/^cut short: The station ended/);
    expect(readdirSync(dirname(file))).toHaveLength(1);
  });

  test('a journal from before there were dials and kinds of detectors is recovered, too', async () => {
    const { file, number } = await abandonedRun(7);
    const journal = journalFile(station.stateFolder, number);
    const [first = '', ...points] = readFileSync(journal, 'utf8').split('\n');
    const { header, id } = OldLine.parse(JSON.parse(first));
    for (const axis of Object.values(header.positioners)) delete axis['dial'];
    delete header['detectors'];
    delete header['version'];
    const old = JSON.stringify({ header, id });
    expect(old.length).toBeLessThan(first.length);
    writeFileSync(journal, [old, ...points].join('\n'));
    await station.store.recover();
    const read = readRun(file);
    expect(read.measurement.i0).toEqual(sevenPoints);
    expect(read.start['samx']).toBe(-1);
    expect(read.dialStart).toEqual({});
    expect(read.detectors['i0']).toEqual(['', '']);
    expect(read.root['publisher_version']).toBe('0.0.0');
  });

  test('nothing is left to do at the start after that', async () => {
    await abandonedRun(2);
    await station.store.recover();
    station = await station.reopen();
    expect(await station.store.recover()).toEqual([]);
    expect(station.store.runs.list({ limit: 5 })).toHaveLength(1);
  });

  test('a file that is missing is made', async () => {
    const { file } = await abandonedRun(7);
    rmSync(file);
    await station.store.recover();
    expect(readRun(file).measurement.i0).toEqual(sevenPoints);
  });

  test('a file that is damaged is replaced, being ours', async () => {
    const { file } = await abandonedRun(7);
    truncateSync(file, 500);
    await station.store.recover();
    expect(readRun(file).measurement.i0).toEqual(sevenPoints);
  });

  test('a file that is not ours stays, and ours goes beside it', async () => {
    const { file } = await abandonedRun(7);
    rmSync(file);
    writeFileSync(file, 'somebody else wrote this');
    const [run] = await station.store.recover();
    expect(readFileSync(file).subarray(0, 20).toString()).toBe(
      'somebody else wrote ',
    );
    expect(run?.file).toBe(file.replace('.h5', '_recovered.h5'));
    expect(readRun(run?.file ?? '').measurement.i0).toEqual(sevenPoints);
  });

  test('the file of another run under our name stays', async () => {
    const other = await recordRun(station.store, 'curve', [2]);
    const { file } = await abandonedRun(7);
    rmSync(file);
    renameSync(other.file, file);
    const [run] = await station.store.recover();
    expect(run?.file).toMatch(/_recovered\.h5$/);
    expect(readRun(file).entry).toBe('/1.1');
  });

  test('runs after it have other numbers and files', async () => {
    await abandonedRun(1);
    await station.store.recover();
    const next = await recordRun(station.store, 'curve', [2]);
    expect(next.number).toBe(2);
  });
});

test('a journal that died in its first line is put aside, for nothing had moved', async () => {
  await abandonedRun(0);
  const journal = journalFile(station.stateFolder, 1);
  truncateSync(journal, 30);
  const [run] = await station.store.recover();
  expect(run).toMatchObject({ endReason: 'cut short', point: 0 });
  expect(existsSync(journal)).toBe(false);
  expect(existsSync(`${journal}.empty`)).toBe(true);
});

test('a run that is being recorded is left alone', async () => {
  const { store } = station;
  const reservation = store.reserve(exampleExperiment);
  const header = exampleHeader(reservation, 'curve', [2]);
  const beginning = store.begin(header);
  expect(await store.recover()).toEqual([]);
  await beginning;
  expect(await store.recover()).toEqual([]);
  await store.end(exampleFooter(header, 0));
  expect(store.runs.get(header.number)?.endReason).toBe('finished');
});

test('a broken database gets its history back from the journals', async () => {
  await recordRun(station.store, 'mesh', [2, 2]);
  await abandonedRun(3);
  await station.store.close();
  station.database.close();
  writeFileSync(
    join(station.stateFolder, 'beamtime.sqlite'),
    'rubbish'.repeat(1000),
  );
  station = openTestStore({}, station.folder);
  expect(station.database.warnings).toHaveLength(1);
  const recovered = await station.store.recover();
  expect(recovered.map(({ number }) => number)).toEqual([2]);
  const runs = station.store.runs.list({ limit: 9 });
  expect(
    runs.map(({ number, endReason, shape }) => [number, endReason, shape]),
  ).toEqual([
    [2, 'cut short', [10]],
    [1, 'finished', [2, 2]],
  ]);
  expect((await station.store.data(1, 0)).count).toBe(4);
});
