import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock, type Clock } from '../base/clock.ts';
import { whyNotRecorded } from './data-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-data-folder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a folder that can be written, or made, is good; no trace is left in it', async () => {
  expect(await whyNotRecorded(folder, systemClock)).toBeUndefined();
  const deep = path.join(folder, 'one', 'two');
  expect(await whyNotRecorded(deep, systemClock)).toBeUndefined();
  mkdirSync(path.join(folder, 'there'));
  const inside = path.join(folder, 'there', 'new');
  expect(await whyNotRecorded(inside, systemClock)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['there']);
  expect(readdirSync(path.join(folder, 'there'))).toEqual([]);
});

test('a file in the place of a folder is told in a sentence', async () => {
  const file = path.join(folder, 'file');
  writeFileSync(file, '');
  const why = await whyNotRecorded(path.join(file, 'data'), systemClock);
  expect(why?.message).toBe(
    `Runs cannot be recorded: The data folder ${file}/data could not be written: a part of its path is a file, not a folder. Choose another folder.`,
  );
});

test.runIf(process.platform === 'linux')(
  'a folder that nobody can make is told, too',
  async () => {
    const why = await whyNotRecorded('/proc/x', systemClock);
    expect(why).toMatchObject({ code: 'disk' });
    expect(why?.message).toMatch(
      /^Runs cannot be recorded: The data folder \/proc\/x could/,
    );
  },
);

test('a disk that does not answer holds up nobody for more than 10 s', async () => {
  let waitedMs = 0;
  const hurried: Clock = {
    ...systemClock,
    after(ms, callback) {
      waitedMs = ms;
      // Before any disk can have answered.
      queueMicrotask(callback);
      return () => undefined;
    },
  };
  expect((await whyNotRecorded(folder, hurried))?.message).toBe(
    `Runs cannot be recorded: Waited 10 s for the data folder ${folder} to answer.`,
  );
  expect(waitedMs).toBe(10_000);
});
