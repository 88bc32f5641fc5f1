import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from './database.ts';
import { createLogbook } from './logbook.ts';
import { createSettings } from './settings.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beamtime-database-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the database', () => {
  test('keeps settings from one start to the next', () => {
    const first = openDatabase(folder);
    createSettings(first).set('speed', { samx: 1.5 });
    first.close();
    const second = openDatabase(folder);
    const settings = createSettings(second);
    expect(settings.get('speed', z.record(z.string(), z.number()))).toEqual({
      samx: 1.5,
    });
    expect(settings.get('speed', z.string())).toBeUndefined();
    expect(settings.get('other', z.string())).toBeUndefined();
    second.close();
  });

  test('is refused to a second station', () => {
    const first = openDatabase(folder);
    expect(() => openDatabase(folder)).toThrow(
      /Another Beamtime station uses .*beamtime\.sqlite/,
    );
    first.close();
    openDatabase(folder).close();
  });

  test('that is broken is moved aside, whole, and said so', () => {
    const file = join(folder, 'beamtime.sqlite');
    writeFileSync(file, 'no database at all '.repeat(300));
    const database = openDatabase(folder);
    expect(database.warnings).toHaveLength(1);
    expect(database.warnings[0]).toMatch(
      /was broken .* was moved to .* history of runs comes back/,
    );
    const aside = readdirSync(folder).find((name) => name.includes('.broken-'));
    expect(readFileSync(join(folder, aside ?? ''), 'utf8')).toMatch(
      /^no database at all/,
    );
    createSettings(database).set('works', true);
    database.close();
  });

  test('with a damaged page is found broken at the start', () => {
    const database = openDatabase(folder);
    const log = createLogbook(database);
    for (let i = 0; i < 500; i++)
      log.add({ level: 'info', who: 'test', text: 'x'.repeat(200) });
    database.close();
    const file = join(folder, 'beamtime.sqlite');
    const bytes = readFileSync(file);
    bytes.fill(0xaa, 8192, 32_768);
    writeFileSync(file, bytes);
    const again = openDatabase(folder);
    expect(again.warnings).toHaveLength(1);
    again.close();
  });

  test('of a newer Beamtime is left alone', () => {
    const database = openDatabase(folder);
    database.sql.exec('PRAGMA user_version = 99');
    database.close();
    expect(() => openDatabase(folder)).toThrow(/newer Beamtime/);
    expect(
      readdirSync(folder).filter((name) => name.includes('broken')),
    ).toEqual([]);
  });

  test('in a folder that cannot be made is refused with a sentence', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => openDatabase(join(folder, 'file', 'state'))).toThrow(
      expect.objectContaining({ code: 'disk' }),
    );
  });
});

describe('the logbook', () => {
  test('lists the newest first, page by page, and tells of each entry', () => {
    const database = openDatabase(folder);
    const log = createLogbook(database, () => 1234);
    const heard: string[] = [];
    log.onAdded(({ text }) => heard.push(text));
    for (const text of ['a', 'b', 'c'])
      log.add({ level: 'note', who: 'H. Stern', text, code: 'limit', run: 4 });
    const [c, b] = log.list({ limit: 2 });
    expect(c).toEqual({
      id: 3,
      time: 1234,
      level: 'note',
      who: 'H. Stern',
      text: 'c',
      code: 'limit',
      run: 4,
    });
    expect(
      log.list({ limit: 5, before: b?.id }).map(({ text }) => text),
    ).toEqual(['a']);
    expect(heard).toEqual(['a', 'b', 'c']);
    database.close();
  });
});
