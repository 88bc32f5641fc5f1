import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { withLock } from './lock.mjs';

const name = `test-${process.pid}`;
const file = path.resolve(
  import.meta.dirname,
  '../../.beamtime',
  `${name}.lock`,
);

afterEach(() => {
  rmSync(file, { force: true });
  vi.restoreAllMocks();
});

test('work under a lock runs one after the other', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const story: string[] = [];
  const work = (id: string) => async () => {
    story.push(`${id} begins`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    story.push(`${id} ends`);
  };
  await Promise.all([withLock(name, work('a')), withLock(name, work('b'))]);
  expect(story).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

test('the lock of a process that is dead is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, String(pid));
  expect(await withLock(name, () => 'done')).toBe('done');
});

test('the lock goes with the work, also when that fails', async () => {
  await expect(
    withLock(name, () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(existsSync(file)).toBe(false);
});

test('waiting has an end, and says for whom it waited', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, String(process.ppid));
  await expect(withLock(name, () => undefined, 10)).rejects.toThrow(
    `process ${process.ppid}`,
  );
});
