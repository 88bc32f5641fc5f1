import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

/** For what another thread does on a busy machine. */
const patience = { timeout: 15_000 };

let station: TestStore;

beforeEach(() => {
  station = openTestStore();
});

afterEach(async () => {
  await station.close();
});

async function begun(points: number): Promise<RunHeader> {
  const { store } = station;
  const header = exampleHeader(store.reserve(exampleExperiment), 'curve', [
    points,
  ]);
  await store.begin(header);
  return header;
}

async function reopenWith(options: Parameters<typeof openTestStore>[0]) {
  await station.close();
  station = openTestStore(options);
}

describe('run numbers', () => {
  test('are never given twice, also after a restart and without a run', async () => {
    const { store } = station;
    expect(store.next(exampleExperiment).number).toBe(1);
    expect(store.reserve(exampleExperiment).number).toBe(1);
    expect(store.reserve(exampleExperiment).number).toBe(2);
    station = await station.reopen();
    expect(station.store.next(exampleExperiment).number).toBe(3);
  });

  test('leave out a file that is there already', () => {
    const { file } = station.store.next(exampleExperiment);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'mine');
    expect(station.store.reserve(exampleExperiment).number).toBe(2);
    expect(file).toBe(
      join(station.dataFolder, '20260042/gold/gold_first/gold_first_0001.h5'),
    );
  });

  test('go on behind the journals when the database was lost', async () => {
    await recordRun(station.store, 'curve', [2]);
    await recordRun(station.store, 'curve', [2]);
    await station.store.close();
    station.database.close();
    rmSync(join(station.stateFolder, 'beamtime.sqlite'));
    station = openTestStore({}, station.folder);
    expect(station.store.next(exampleExperiment).number).toBe(3);
    await station.store.recover();
    expect(
      station.store.runs
        .list({ limit: 9 })
        .map(({ number, state }) => [number, state]),
    ).toEqual([
      [2, 'finished'],
      [1, 'finished'],
    ]);
  });
});

describe('a run', () => {
  test('is announced point by point, each after it is in the journal', async () => {
    const header = await begun(3);
    const journal = journalFile(station.stateFolder, header.number);
    const seen: boolean[] = [];
    station.store.onPoint(({ index }) => {
      seen.push(readFileSync(journal, 'utf8').includes(`\n[${String(index)},`));
    });
    for (let index = 0; index < 3; index++)
      void station.store.point({ index, values: exampleValues(index, 5) });
    expect(seen).toEqual([true, true, true]);
    await station.store.end(exampleFooter(header, 3));
  });

  test('is in the history while it runs and after', async () => {
    const header = await begun(3);
    expect(station.store.runs.get(1)).toMatchObject({
      state: 'running',
      leftOut: [{ name: 'diode', why: 'it is offline. No answer.' }],
      endedAt: null,
    });
    void station.store.point({ index: 0, values: exampleValues(0, 5) });
    await station.store.end({
      ...exampleFooter(header, 1),
      endReason: 'aborted',
      message: 'By H. Stern.',
    });
    expect(station.store.runs.get(1)).toMatchObject({
      state: 'aborted',
      endReason: 'aborted',
      message: 'By H. Stern.',
      point: 1,
      points: 3,
      file: header.file,
      recorders: [{ name: 'nexus', written: 1, error: null }],
    });
  });

  test('gives its points to whoever asks, now and after a restart', async () => {
    await recordRun(station.store, 'curve', [9000]);
    const expected = Array.from({ length: 10 }, (_, i) =>
      exampleValue(8990 + i, 1),
    );
    const now = await station.store.data(1, 8990);
    expect(now).toMatchObject({ run: 1, first: 8990, count: 10 });
    expect([...(now.columns[1] ?? [])]).toEqual(expected);
    station = await station.reopen();
    const later = await station.store.data(1, 8990);
    expect([...(later.columns[1] ?? [])]).toEqual(expected);
    expect((await station.store.data(1, 99_999)).count).toBe(0);
  });

  test('whose journal was removed to make room keeps its place in the history, its number and its file', async () => {
    const { file } = await recordRun(station.store, 'curve', [3]);
    rmSync(journalFile(station.stateFolder, 1));
    station = await station.reopen();
    const { store, warnings } = station;
    expect(await store.recover()).toEqual([]);
    expect(warnings).toEqual([]);
    expect(store.runs.get(1)).toMatchObject({ endReason: 'finished', file });
    expect(existsSync(file)).toBe(true);
    expect(store.next(exampleExperiment).number).toBe(2);
    await expect(store.data(1, 0)).rejects.toMatchObject({
      code: 'disk',
      message: expect.stringContaining(`are in the data file ${file}`),
    });
  });

  test('that nobody knows is refused', async () => {
    await expect(station.store.data(42, 0)).rejects.toThrow(
      'There is no run 42.',
    );
  });

  test('holds the engine back while the file is far behind, and lets go', async () => {
    await reopenWith({ limits: { holdPoints: 500 } });
    const header = await begun(2000);
    let held: Promise<void> | undefined;
    let index = 0;
    while (!held && index < 2000)
      held = station.store.point({ index, values: exampleValues(index++, 5) });
    expect(index).toBe(500);
    await held;
    expect(station.store.recorderStates()[0]?.written).toBeGreaterThanOrEqual(
      250,
    );
    await station.store.end(exampleFooter(header, index));
  });

  test('is the only one', async () => {
    const header = await begun(2);
    await expect(station.store.begin({ ...header, number: 9 })).rejects.toThrow(
      /Another run/,
    );
    await station.store.end(exampleFooter(header, 0));
  });
});

describe('a run does not begin', () => {
  test('where a file has its name, and leaves that file and no journal', async () => {
    const reserved = station.store.reserve(exampleExperiment);
    mkdirSync(dirname(reserved.file), { recursive: true });
    writeFileSync(reserved.file, 'precious');
    await expect(
      station.store.begin(exampleHeader(reserved, 'curve', [2])),
    ).rejects.toMatchObject({
      code: 'file-exists',
    });
    expect(readFileSync(reserved.file, 'utf8')).toBe('precious');
    expect(existsSync(journalFile(station.stateFolder, reserved.number))).toBe(
      false,
    );
    await recordRun(station.store, 'curve', [2]);
  });

  test('on a disk with less than 200 MB free; little more gives a warning', async () => {
    let free = 150e6;
    await reopenWith({ freeBytes: () => Promise.resolve(free) });
    await expect(begun(2)).rejects.toThrow(
      /has 150 MB free.*200 MB must stay free/,
    );
    const [failed] = station.store.runs.list({ limit: 1 });
    expect(failed).toMatchObject({ state: 'failed', point: 0 });
    expect(failed?.message).toMatch(/200 MB must stay free/);
    expect((await station.store.data(failed?.number ?? 0, 0)).count).toBe(0);
    free = 500e6;
    await recordRun(station.store, 'curve', [2]);
    expect(station.warnings[0]?.text).toMatch(/nearly full: 500 MB free/);
  });

  test('that would not fit on the disk', async () => {
    await reopenWith({ freeBytes: () => Promise.resolve(260e6) });
    await expect(begun(1_000_000)).rejects.toMatchObject({ code: 'disk-full' });
  });

  test('where the data folder cannot be made', async () => {
    await reopenWith({ dataFolder: '/proc/no such place' });
    const failure = begun(2);
    await expect(failure).rejects.toMatchObject({ code: 'disk' });
    await expect(failure).rejects.toThrow(
      /^The folder \/proc\/no such place.* could not be written: /,
    );
  });

  test('when the journal finds the disk full', async () => {
    const write = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    await reopenWith({ journal: { write } });
    await expect(begun(2)).rejects.toMatchObject({ code: 'disk-full' });
  });
});

describe('when the disk fails during a run', () => {
  test('a point that the journal cannot take is not announced and not counted', async () => {
    let isFull = false;
    await reopenWith({
      journal: {
        write(fd, bytes) {
          if (isFull)
            throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          return writeSync(fd, Buffer.from(bytes));
        },
      },
    });
    const header = await begun(3);
    const announced: number[] = [];
    station.store.onPoint(({ index }) => announced.push(index));
    void station.store.point({ index: 0, values: exampleValues(0, 5) });
    isFull = true;
    expect(() =>
      station.store.point({ index: 1, values: exampleValues(1, 5) }),
    ).toThrow(/disk is full/);
    expect(announced).toEqual([0]);
    expect((await station.store.data(1, 0)).count).toBe(1);
    const footer = {
      ...exampleFooter(header, 1),
      endReason: 'failed' as const,
      message: 'The disk is full.',
    };
    await expect(station.store.end(footer)).rejects.toMatchObject({
      code: 'disk-full',
    });
    isFull = false;
    // The end that the journal could not take is known to the history, and so to the next start.
    station = await station.reopen();
    const [run] = await station.store.recover();
    expect(run).toMatchObject({
      number: 1,
      endReason: 'failed',
      message: 'The disk is full.',
      point: 1,
    });
  });

  test('a data folder that vanishes is noticed; the run goes on and its file is made again', async () => {
    const header = await begun(400);
    for (let index = 0; index < 400; index++) {
      if (index === 150) {
        await expect
          .poll(() => station.store.recorderStates()[0]?.written, patience)
          .toBe(150);
        rmSync(station.dataFolder, { recursive: true });
      }
      void station.store.point({ index, values: exampleValues(index, 5) });
    }
    await expect
      .poll(() => station.store.recorderStates()[0]?.error, patience)
      .toMatch(/is not there any more/);
    expect(station.warnings[0]?.text).toMatch(
      /The run goes on: every point is in the journal/,
    );
    await station.store.end(exampleFooter(header, 400));
    expect(existsSync(header.file)).toBe(true);
    expect(station.store.runs.get(1)?.recorders).toEqual([
      { name: 'nexus', written: 400, error: null },
    ]);
  });

  test('a file that cannot be made even at the end is made at the next start', async () => {
    const header = await begun(3);
    for (let index = 0; index < 3; index++)
      void station.store.point({ index, values: exampleValues(index, 5) });
    rmSync(station.dataFolder, { recursive: true });
    writeFileSync(station.dataFolder, 'in the way');
    await station.store.end(exampleFooter(header, 3));
    expect(station.warnings.at(-1)?.text).toMatch(
      /completed from it at the next start/,
    );
    expect(station.store.runs.get(1)?.recorders[0]?.error).toMatch(
      /could not be written/,
    );
    station = await station.reopen();
    expect(await station.store.recover()).toEqual([]);
    expect(station.warnings.at(-1)?.text).toMatch(
      /tried again at the next start/,
    );
    rmSync(station.dataFolder);
    station = await station.reopen();
    const [run] = await station.store.recover();
    expect(run).toMatchObject({
      number: 1,
      endReason: 'finished',
      recorders: [{ error: null }],
    });
    expect(existsSync(header.file)).toBe(true);
    station = await station.reopen();
    expect(await station.store.recover()).toEqual([]);
  });
});
