import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoBeamline } from '../../host-options.ts';
import { runProgram } from '../program.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-devices-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `beamtime devices` ends with and prints where no station runs. */
async function devices(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const state = ['--state', path.join(folder, 'state')];
  const code = await runProgram(['devices', ...args, ...state], terminal);
  return { code, out: printed.join('\n'), err: said.join('\n') };
}

test('devices says that it started a station, and of which beamline, when none runs and none was named', async () => {
  const { code, err } = await devices();
  expect(err).toContain(
    `No station is running here: these are the devices of ${demoBeamline}, in a station started for this command. Name another beamline with --beamline FILE.`,
  );
  expect(err).toContain('started for this command');
  expect(code).toBe(0);
});

test('devices of a beamline that was named need no such words; negative numbers have a real minus', async () => {
  const { code, out, err } = await devices('--beamline', demoBeamline);
  expect(err).not.toContain('No station is running');
  expect(out).toMatch(/^samx +−?\d+\.\d{3} +mm +idle +−\d+\.\d{3} +4\.500/m);
  expect(code).toBe(0);
});
