import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Journal } from './journal.ts';
import { RunPoints } from './run-points.ts';
import {
  exampleHeader,
  exampleValue,
  exampleValues,
} from './testing/example-run.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beamtime-points-'));
  file = join(folder, 'journal.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A run of which two times 8192 points stay in memory. */
function recorded(count: number): RunPoints {
  const header = exampleHeader({ number: 3, file: '/x.h5' }, 'curve', [count]);
  const journal = Journal.create(file, header, 'id');
  const points = new RunPoints(3, 5, file, 2);
  for (let i = 0; i < count; i++) {
    const offset = journal.bytes;
    journal.point(i, exampleValues(i, 5));
    points.push(exampleValues(i, 5), offset);
  }
  journal.close();
  return points;
}

describe('the points of a long run', () => {
  test('no longer in memory are read from the journal', async () => {
    const points = recorded(40_000);
    expect(points.slice(8190, 8200)).toBeUndefined();
    const block = await points.block(8190, 10);
    expect(block).toMatchObject({ run: 3, first: 8190, count: 10 });
    block.columns.forEach((column, i) => {
      expect([...column]).toEqual(
        Array.from({ length: 10 }, (_, k) => exampleValue(8190 + k, i)),
      );
    });
  });

  test('in memory are given without the journal', async () => {
    const points = recorded(40_000);
    rmSync(file);
    const { columns, count } = await points.block(39_990, 100);
    expect(count).toBe(10);
    expect(columns[4]?.[9]).toBe(exampleValue(39_999, 4));
    await expect(points.block(0, 10)).rejects.toMatchObject({ code: 'disk' });
  });

  test('come whole from a journal that was written before', async () => {
    recorded(20_000);
    const points = new RunPoints(3, 5, file, 2);
    await points.load();
    expect(points.count).toBe(20_000);
    const { columns } = await points.block(0, 20_000);
    expect(columns[2]?.[0]).toBe(exampleValue(0, 2));
    expect(columns[2]?.[19_999]).toBe(exampleValue(19_999, 2));
  });

  test('beyond the last one are none', async () => {
    const { first, count, columns } = await recorded(3).block(10, 5);
    expect([first, count, columns.length]).toEqual([3, 0, 5]);
  });
});
