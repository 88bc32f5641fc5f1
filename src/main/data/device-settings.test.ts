import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { openDatabase, type Database } from './database.ts';
import { createDeviceSettings } from './device-settings.ts';

let folder: string;
let database: Database;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beamtime-device-settings-'));
  database = openDatabase(folder);
});

afterEach(() => {
  if (database.sql.isOpen) database.close();
  rmSync(folder, { recursive: true });
});

it('keeps one thing of each device from one start to the next', () => {
  const first = createDeviceSettings(database, 'ID1');
  first.set('samx', 'offset', 1);
  first.set('samx', 'offset', 2);
  first.set('samy', 'offset', 3);
  first.set('samy', 'colour', 'red');
  database.close();
  database = openDatabase(folder);
  const again = createDeviceSettings(database, 'ID1');
  expect([...again.all('offset', z.number())]).toEqual([
    ['samx', 2],
    ['samy', 3],
  ]);
});

it('keeps the beamlines of one state folder apart', () => {
  const one = createDeviceSettings(database, 'ID1');
  const other = createDeviceSettings(database, 'ID2');
  one.set('samx', 'offset', 1);
  other.set('samx', 'offset', 2);
  expect(one.all('offset', z.number()).get('samx')).toBe(1);
  expect(other.all('offset', z.number()).get('samx')).toBe(2);
});

it('loses only what cannot be read, and says of which device', () => {
  const settings = createDeviceSettings(database, 'ID1');
  settings.set('samx', 'offset', 'of another shape');
  settings.set('samy', 'offset', 2);
  settings.set('samz', 'offset', 3);
  database.sql.exec(
    "UPDATE device_settings SET value = '{no json' WHERE device = 'samz'",
  );
  expect([...settings.all('offset', z.number())]).toEqual([
    ['samx', undefined],
    ['samy', 2],
    ['samz', undefined],
  ]);
});

it('says what could not be saved when the database refuses', () => {
  const settings = createDeviceSettings(database, 'ID1');
  database.sql.exec(
    "CREATE TRIGGER full BEFORE INSERT ON device_settings BEGIN SELECT RAISE(ABORT, 'no room'); END",
  );
  expect(() => settings.set('samx', 'limits', 1)).toThrow(
    expect.objectContaining({
      code: 'database',
      message:
        'The limits of samx could not be saved in the database: no room.',
    }),
  );
});
