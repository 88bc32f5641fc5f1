import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readJournal, summariseJournal } from './journal-reader.ts';
import { Journal } from './journal.ts';
import { exampleFooter, exampleHeader } from './testing/example-run.ts';

let folder: string;
let file: string;
const header = exampleHeader({ number: 7, file: '/data/x.h5' }, 'curve', [10]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beamtime-journal-'));
  file = join(folder, 'journals', '000007.jsonl');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

async function pointsIn(path: string): Promise<(readonly number[])[]> {
  const found: (readonly number[])[] = [];
  for await (const entries of readJournal(path))
    for (const { entry } of entries)
      if (entry.kind === 'point') found.push([entry.index, ...entry.values]);
  return found;
}

describe('a journal', () => {
  test('gives back header, points, marks and footer as they were written', async () => {
    const created = {
      recorder: 'nexus',
      file: '/data/x.h5',
      device: '1',
      inode: '2',
      born: '3',
    };
    const journal = Journal.create(file, header, 'an id');
    journal.created(created);
    journal.point(0, [0.1, 1e-300, -7, 2 ** 53]);
    journal.footer(exampleFooter(header, 1));
    journal.complete({ recorder: 'nexus', file: '/data/x.h5' });
    journal.close();
    const summary = await summariseJournal(file);
    expect(summary).toMatchObject({
      header,
      id: 'an id',
      created: [created],
      footer: exampleFooter(header, 1),
      complete: [{ recorder: 'nexus', file: '/data/x.h5' }],
      points: 1,
      bytes: readFileSync(file).length,
    });
    expect(await pointsIn(file)).toEqual([[0, 0.1, 1e-300, -7, 2 ** 53]]);
  });

  test('keeps NaN and both infinities, in points and among positioners', async () => {
    const odd = {
      ...header,
      positioners: { samx: { value: -Infinity, unit: 'mm' } },
    };
    const journal = Journal.create(file, odd, 'id');
    journal.point(0, [NaN, Infinity, -Infinity]);
    journal.close();
    expect(await pointsIn(file)).toEqual([[0, NaN, Infinity, -Infinity]]);
    expect((await summariseJournal(file))?.header.positioners).toEqual(
      odd.positioners,
    );
  });

  test('is never written over', () => {
    Journal.create(file, header, 'id').close();
    expect(() => Journal.create(file, header, 'id')).toThrow(
      /nothing is ever overwritten/,
    );
  });

  test('is read up to a torn last line, and goes on behind the last whole one', async () => {
    const journal = Journal.create(file, header, 'id');
    journal.point(0, [1]);
    journal.close();
    appendFileSync(file, '[1,2.5');
    const summary = await summariseJournal(file);
    expect(summary?.points).toBe(1);
    const again = Journal.reopen(file, summary?.bytes ?? 0);
    again.point(1, [3]);
    again.close();
    expect(await pointsIn(file)).toEqual([
      [0, 1],
      [1, 3],
    ]);
  });

  test('loses only the damaged line where the disk damaged one', async () => {
    const journal = Journal.create(file, header, 'id');
    for (let i = 0; i < 3; i++) journal.point(i, [i]);
    journal.close();
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('[1,1]', '[1,\0\0'));
    expect(await pointsIn(file)).toEqual([
      [0, 0],
      [2, 2],
    ]);
  });

  test('is found whole however long it is', async () => {
    const journal = Journal.create(file, header, 'id');
    const values = [0.1, 0.2, 0.3].map((value) => value + 1 / 3);
    for (let i = 0; i < 80_000; i++) journal.point(i, values);
    journal.footer(exampleFooter(header, 80_000));
    journal.close();
    const summary = await summariseJournal(file);
    expect(summary?.points).toBe(80_000);
    expect(summary?.footer?.points).toBe(80_000);
    expect(summary?.bytes).toBe(readFileSync(file).length);
    expect(await pointsIn(file)).toHaveLength(80_000);
  });

  test('says that the disk is full, and does not keep half a line', async () => {
    let room = 1e6;
    const journal = Journal.create(file, header, 'id', {
      write(fd, bytes) {
        if (room <= 0)
          throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        const data = Buffer.from(bytes).subarray(0, room);
        room -= data.length;
        return writeSync(fd, data);
      },
    });
    journal.point(0, [1]);
    room = 3;
    expect(() => {
      journal.point(1, [2]);
    }).toThrow(
      /The journal .*000007\.jsonl could not be written: the disk is full/,
    );
    room = 1e6;
    journal.point(1, [4]);
    journal.close();
    expect(await pointsIn(file)).toEqual([
      [0, 1],
      [1, 4],
    ]);
  });

  test('finishes a line that the system took in pieces', async () => {
    const journal = Journal.create(file, header, 'id', {
      write: (fd, bytes) => writeSync(fd, Buffer.from(bytes).subarray(0, 5)),
    });
    journal.point(0, [1.25, 2.5]);
    journal.close();
    expect(await pointsIn(file)).toEqual([[0, 1.25, 2.5]]);
  });

  test('without a first line belongs to no run', async () => {
    Journal.create(file, header, 'id').close();
    writeFileSync(file, readFileSync(file).subarray(0, 40));
    expect(await summariseJournal(file)).toBeUndefined();
  });
});
