import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { stateRoot } from '../host-options.ts';
import {
  enterStation,
  leaveStation,
  registeredStateFolders,
  registerFolder,
} from './register.ts';

const url = 'http://127.0.0.1:4299/';

afterEach(() => {
  vi.unstubAllEnvs();
});

test('tests, whatever they forget, list their stations and keep their state in folders of their own', () => {
  const own = path.join(tmpdir(), 'beamtime-test-');
  expect(registerFolder().startsWith(own)).toBe(true);
  expect(stateRoot().startsWith(own)).toBe(true);
  expect(stateRoot().startsWith(homedir())).toBe(false);
  expect(registeredStateFolders()).toEqual([]);
});

test('a station of this process is listed until it leaves', () => {
  enterStation({ url, stateFolder: '/somewhere' });
  expect(registeredStateFolders()).toEqual(['/somewhere']);
  leaveStation(url);
  expect(registeredStateFolders()).toEqual([]);
});

test('without a folder of the session, the register is in the folder for temporary files', () => {
  vi.stubEnv('XDG_RUNTIME_DIR', '');
  expect(path.dirname(registerFolder())).toBe(tmpdir());
});
