import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoBeamline } from '../../host-options.ts';
import { runProgram } from '../program.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-run-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** The demo with a meter that nobody answers for. */
function beamlineWithout(): string {
  const file = path.join(folder, 'far.yaml');
  const far = `instruments:\n  - driver: keithley\n    line: { tcp: '127.0.0.1:9' }\n    counter: far`;
  const demo = readFileSync(demoBeamline, 'utf8');
  writeFileSync(file, demo.replace(/^instruments:$/m, far));
  return file;
}

test('run says before it starts which detectors it goes without, and keeps it with the run', async () => {
  const { terminal, printed, said } = recordingTerminal();
  const options = [
    ...['--beamline', beamlineWithout()],
    ...['--state', path.join(folder, 'state')],
    ...['--data', path.join(folder, 'data')],
  ];
  const code = await runProgram(
    ['run', 'ct 0.05', '--json', ...options],
    terminal,
  );
  expect(said.join('\n')).toMatch(/Warning: far is left out: it is offline/);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({
    endReason: 'finished',
    leftOut: [{ name: 'far', why: expect.stringContaining('it is offline') }],
  });
  expect(code).toBe(0);
});
