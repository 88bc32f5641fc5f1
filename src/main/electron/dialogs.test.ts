import {
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { desktopHost, stationDialogs } from './dialogs.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-dialogs-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Dialogs in which the operator always chooses this file; undefined = Cancel. */
function dialogs(chosen: string | undefined, host = desktopHost) {
  const asked: unknown[] = [];
  const answer = (question: unknown) => {
    asked.push(question);
    return Promise.resolve(chosen);
  };
  const { 'host.saveText': save, 'host.openText': open } = stationDialogs({
    askWhereToSave: answer,
    askForFile: answer,
  });
  const context = {
    peer: { host, client: null },
    signal: new AbortController().signal,
  };
  const filters = [{ name: 'CSV', extensions: ['csv'] }];
  return {
    asked,
    save: async (text: string, fileName = 'run.csv') =>
      save({ title: 'Save', fileName, filters, text }, context),
    open: async () => open({ title: 'Open', filters }, context),
  };
}

it('writes the text where the operator wants it', async () => {
  const file = path.join(folder, 'a.csv');
  const { asked, save } = dialogs(file);
  expect(await save('x,y\n', '../../etc/run.csv')).toBe(file);
  expect(readFileSync(file, 'utf8')).toBe('x,y\n');
  expect(asked).toMatchObject([{ title: 'Save', defaultPath: 'run.csv' }]);
});

it('reads the file the operator chose', async () => {
  const file = path.join(folder, 'queue.txt');
  writeFileSync(file, 'ascan µ');
  expect(await dialogs(file).open()).toEqual({ path: file, text: 'ascan µ' });
});

it('answers null when the operator cancels', async () => {
  expect(await dialogs(undefined).save('x')).toBeNull();
  expect(await dialogs(undefined).open()).toBeNull();
});

it('says what the disk refused', async () => {
  const nowhere = path.join(folder, 'no', 'such', 'folder.csv');
  await expect(dialogs(nowhere).save('x')).rejects.toMatchObject({
    code: 'disk',
  });
  await expect(dialogs(nowhere).open()).rejects.toThrow(
    `${nowhere} could not be read`,
  );
});

it('does not open what cannot be a text', async () => {
  const file = path.join(folder, 'frames.h5');
  writeFileSync(file, '');
  truncateSync(file, 300_000_000);
  await expect(dialogs(file).open()).rejects.toThrow('has 300 MB');
});

it('opens no dialog for anybody but the window itself', async () => {
  const { asked, save, open } = dialogs(path.join(folder, 'x'), '192.168.1.5');
  await expect(save('x')).rejects.toMatchObject({ code: 'unsupported' });
  await expect(open()).rejects.toMatchObject({ code: 'unsupported' });
  expect(asked).toEqual([]);
});
