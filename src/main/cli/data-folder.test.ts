import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runProgram } from './program.ts';
import { recordingTerminal } from './testing/recording-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-cli-data-'));
  writeFileSync(path.join(folder, 'file'), '');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['serve', '--port', '0'],
  ['run', 'ct 0.1'],
  ['simulate', 'ct 0.1'],
])(
  'beamtime %s is refused with 2 where the data folder that was named cannot be written',
  async (...args) => {
    const dataFolder = path.join(folder, 'file', 'data');
    const stateFolder = path.join(folder, 'state');
    const { terminal, printed, said } = recordingTerminal();
    const folders = ['--data', dataFolder, '--state', stateFolder];
    expect(await runProgram([...args, ...folders], terminal)).toBe(2);
    expect(said.join()).toMatch(/^Runs cannot be recorded: The data folder/);
    expect(printed).toEqual([]);
    // It was refused before anything was opened.
    expect(existsSync(path.join(stateFolder, 'beamtime.sqlite'))).toBe(false);
  },
);
