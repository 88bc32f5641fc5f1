import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  exampleHeader,
  exampleFooter,
  exampleExperiment,
  exampleValue,
  openTestStore,
  recordRun,
  exampleValues,
} from '../testing/example-run.ts';
import type { TestStore } from '../testing/example-run.ts';
import { hasH5py, readRun } from '../testing/read-runs.ts';

let station: TestStore;

beforeAll(() => {
  station = openTestStore();
});

afterAll(async () => {
  await station.close();
});

/** Column `column` of the example run. */
function column(points: number, index: number): number[] {
  return Array.from({ length: points }, (_, point) =>
    exampleValue(point, index),
  );
}

describe.skipIf(!hasH5py())('a NeXus file, as h5py reads it', () => {
  test('has every number of a curve, and says what it is of', async () => {
    const { file, number, startTime } = await recordRun(
      station.store,
      'curve',
      [21],
    );
    const run = readRun(file);
    expect(run.measurement).toEqual({
      samx: column(21, 0),
      i0: column(21, 1),
      i1: column(21, 2),
      i1_i0: column(21, 3),
      elapsed: column(21, 4),
    });
    expect(run).toMatchObject({
      entry: `/${String(number)}.1`,
      title: 'curve of gold',
      line: 'curve 21',
      leftOut: 'diode: it is offline. No answer.',
      startTime,
      endReason: 'SUCCESS',
      endMessage: 'finished',
      status: 'SUCCEEDED',
      points: 21,
      sample: 'gold',
      user: 'H. Stern',
      proposal: '20260042',
    });
    expect(Date.parse(run.endTime) - Date.parse(run.startTime)).toBe(60_000);
    expect(run.root).toMatchObject({
      NX_class: 'NXroot',
      creator: 'Beamtime',
      file_name: file,
    });
  });

  test('has units and labels at every number; a name with a slash keeps it as label', async () => {
    const { file } = await recordRun(station.store, 'mesh', [2, 3]);
    const run = readRun(file);
    expect(run.withoutUnits).toEqual([]);
    expect(run.units).toEqual({
      samx: 'mm',
      samy: 'mm',
      i0: 'A',
      i1: 'A',
      i1_i0: '',
      elapsed: 's',
    });
    expect(run.labels.i1_i0).toBe('i1/i0');
    expect(run.labels.samx).toBe('samx (mm)');
    expect(run.classes).toMatchObject({
      samx: 'NXpositioner',
      i0: 'NXdetector',
      elapsed: 'NXdetector',
    });
  });

  test('has where every axis stood before and after', async () => {
    const { file } = await recordRun(station.store, 'curve', [3]);
    const run = readRun(file);
    expect(run.start).toEqual({
      samx: -1,
      samy: 0.25,
      theta: 12.5,
      slit_gap: NaN,
    });
    expect(run.end).toEqual({
      samx: 1,
      samy: 0.25,
      theta: 12.5,
      slit_gap: NaN,
    });
  });

  test('has the dials of the motors before and after, and none of axes that have no dial', async () => {
    const { file } = await recordRun(station.store, 'curve', [3]);
    const run = readRun(file);
    expect(run.dialStart).toEqual({ samx: 3.5, theta: -12.5 });
    expect(run.dialEnd).toEqual({ samx: 5.5, theta: -12.5 });
  });

  test('says what each detector is and how it counted', async () => {
    const { file } = await recordRun(station.store, 'curve', [3]);
    expect(readRun(file).detectors).toEqual({
      i0: ['keithley', 'MEAN'],
      i1: ['scpi', 'SINGLE'],
      i1_i0: ['calculated-counter', 'CALCULATED'],
      elapsed: ['', ''],
    });
  });

  test('says which version measured', async () => {
    const { file } = await recordRun(station.store, 'curve', [1]);
    expect(readRun(file).root).toMatchObject({
      publisher: 'Beamtime',
      publisher_version: '0.0.0',
      creator_version: '0.0.0',
    });
  });

  test('of a count has numbers, no lists of one, and opens them as such', async () => {
    const { file } = await recordRun(station.store, 'count', []);
    const run = readRun(file);
    expect(run.shapes).toEqual({ i0: [], i1: [], i1_i0: [], elapsed: [] });
    expect(run.measurement).toEqual({
      i0: column(1, 0),
      i1: column(1, 1),
      i1_i0: column(1, 2),
      elapsed: column(1, 3),
    });
    expect(run.points).toBe(1);
    expect(run.defaultPlot).toMatchObject({
      signal: 'i1_i0',
      axes: [],
      auxiliary: ['i0', 'i1'],
      shape: [],
      values: column(1, 2),
      problems: [],
    });
  });

  test('of a count that was aborted before it counted has NaN', async () => {
    const { file } = await recordRun(station.store, 'count', [], 0);
    expect(readRun(file).measurement.i0).toEqual([NaN]);
  });

  test('opens a curve with the wanted counter against the axis, the others beside it', async () => {
    const { file } = await recordRun(station.store, 'curve', [5]);
    const { defaultPlot } = readRun(file);
    expect(defaultPlot).toMatchObject({
      signal: 'i1_i0',
      axes: ['samx'],
      auxiliary: ['i0', 'i1'],
      shape: [5],
      title: 'curve of gold',
      values: column(5, 3),
      axisValues: { samx: column(5, 0) },
      problems: [],
    });
  });

  test('plots against time where no axis moves', async () => {
    const { file } = await recordRun(station.store, 'loop', [4]);
    const run = readRun(file);
    expect(run.defaultPlot).toMatchObject({
      signal: 'i1_i0',
      axes: ['elapsed'],
      problems: [],
    });
    expect(run.classes.elapsed).toBe('NXpositioner');
  });

  test('opens a mesh as a map, fast axis last, and has it as scatter too', async () => {
    const { file } = await recordRun(station.store, 'mesh', [3, 4]);
    const { defaultPlot, plots } = readRun(file);
    expect(defaultPlot).toMatchObject({
      signal: 'i1_i0',
      axes: ['samy', 'samx'],
      shape: [3, 4],
      interpretation: 'image',
      values: column(12, 4),
      axisValues: { samy: [0, 0.25, 0.5] },
      problems: [],
    });
    expect(plots.plot0D).toMatchObject({
      axes: ['samx', 'samy'],
      shape: [12],
      values: column(12, 4),
      axisValues: { samx: column(12, 0), samy: column(12, 1) },
      problems: [],
    });
  });

  test('turns the odd rows of a snake round in the map, and only there', async () => {
    const { file } = await recordRun(station.store, 'snake', [3, 2]);
    const { defaultPlot, plots } = readRun(file);
    const [a, b, c, d, e, f] = column(6, 4);
    expect(defaultPlot.values).toEqual([a, b, d, c, e, f]);
    expect(plots.plot0D?.values).toEqual([a, b, c, d, e, f]);
  });

  test('of a run that ended early has NaN where no point is', async () => {
    const { file } = await recordRun(station.store, 'snake', [2, 3], 4);
    const run = readRun(file);
    expect(run.measurement.i0).toEqual([...column(4, 2), NaN, NaN]);
    expect(run.points).toBe(4);
    const [a, b, c, d] = column(4, 4);
    expect(run.defaultPlot.values).toEqual([a, b, c, NaN, NaN, d]);
  });

  test.each([
    ['finished', 'SUCCESS', 'SUCCEEDED'],
    ['skipped', 'SUCCESS', 'SUCCEEDED'],
    ['aborted', 'USER_ABORT', 'FAILED'],
    ['failed', 'FAILURE', 'FAILED'],
  ] as const)(
    'says in both words that a run %s',
    async (endReason, word, status) => {
      const { store } = station;
      const header = exampleHeader(
        store.reserve(exampleExperiment),
        'curve',
        [2],
      );
      await store.begin(header);
      const message = 'Zu groß: 5 µm';
      await store.end({ ...exampleFooter(header, 0), endReason, message });
      expect(readRun(header.file)).toMatchObject({
        endReason: word,
        status,
        endMessage: `${endReason}: ${message}`,
      });
    },
  );

  test('can be read while it is written, and says that it runs', async () => {
    const { store } = station;
    const header = exampleHeader(
      store.reserve(exampleExperiment),
      'curve',
      [300],
    );
    await store.begin(header);
    for (let index = 0; index < 250; index++)
      void store.point({ index, values: exampleValues(index, 5) });
    await expect
      .poll(() => store.recorderStates()[0]?.written, { timeout: 15_000 })
      .toBe(250);
    const run = readRun(header.file);
    expect(run).toMatchObject({
      endReason: 'RUNNING',
      endTime: '',
      points: 250,
    });
    expect(run.measurement.i0?.slice(0, 250)).toEqual(column(250, 1));
    expect(run.defaultPlot.problems).toEqual([]);
    await store.end(exampleFooter(header, 250));
  });

  test('keeps apart devices whose names become the same', async () => {
    const { store } = station;
    const header = exampleHeader(
      store.reserve(exampleExperiment),
      'curve',
      [1],
    );
    const columns = header.columns.map((each) =>
      each.name === 'i1' ? { ...each, name: 'i1_i0' } : each,
    );
    await store.begin({ ...header, columns });
    await store.point({ index: 0, values: [0, 1, 2, 3, 4] });
    await store.end(exampleFooter(header, 1));
    const { measurement } = readRun(header.file);
    expect(measurement).toMatchObject({ i1_i0: [2], i1_i0_2: [3] });
  });
});
