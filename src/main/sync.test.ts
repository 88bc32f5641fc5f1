import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { runProgram } from './cli/program.ts';
import { recordingTerminal } from './cli/testing/recording-terminal.ts';

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(tmpdir(), 'beamtime-sync-'));
  vi.spyOn(fs, 'fdatasyncSync');
  // Also for who imported it by its name.
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** Runs three points in a station of its own; answers with how often something was forced to the medium at once. */
async function syncsOf(...options: string[]): Promise<number> {
  const folders = ['--state', folder, '--data', path.join(folder, 'data')];
  const line = ['run', 'loopscan', '3', '0.01'];
  const { terminal } = recordingTerminal();
  const code = await runProgram([...line, ...folders, ...options], terminal);
  expect(code).toBe(0);
  return vi.mocked(fs.fdatasyncSync).mock.calls.length;
}

test('--sync forces every point of a run to the disk', async () => {
  expect(await syncsOf('--sync')).toBe(3);
});

test('without --sync no point waits for the disk', async () => {
  expect(await syncsOf()).toBe(0);
});
