import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { demoBeamline } from '../../host-options.ts';
import { runProgram } from '../program.ts';
import {
  recordingTerminal,
  type RecordingTerminal,
} from '../testing/recording-terminal.ts';

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

/** Starts `beamtime run LINE` in a station of its own. */
function startRun(line: string, recording: RecordingTerminal) {
  const folders = [
    ...['--state', path.join(folder, 'state')],
    ...['--data', path.join(folder, 'data')],
  ];
  return runProgram(['run', line, ...folders], recording.terminal);
}

function hasPoints({ said }: RecordingTerminal): Promise<void> {
  return vi.waitFor(
    () => expect(said.join('\n')).toMatch(/point [1-9]\d* of/),
    { timeout: 15_000 },
  );
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

describe('Ctrl-C', () => {
  test('before the scan begins ends with 3; nothing is recorded', async () => {
    const recording = recordingTerminal();
    const { terminal, said, interrupt } = recording;
    const say = (text: string) => {
      terminal.say(text);
      if (text.startsWith('Station')) interrupt();
    };
    const running = startRun('ct 0.05', {
      ...recording,
      terminal: { ...terminal, say },
    });
    expect(await running).toBe(3);
    expect(said.at(-1)).toMatch(/^The scan was not started, because/);
    expect(existsSync(path.join(folder, 'data', 'in-house'))).toBe(false);
  });

  test('pressed twice waits until every device has told whether it stands', async () => {
    const recording = recordingTerminal();
    const running = startRun('ascan samx 0 2 400 0.05', recording);
    await hasPoints(recording);
    recording.interrupt();
    recording.interrupt();
    expect(await running).toBe(3);
    const text = recording.said.join('\n');
    expect(text).toContain('Stopping everything.');
    expect(text).toMatch(/^samx +done +[\d.]+ ms/m);
    expect(text).toMatch(/^Run 1 aborted: \d+ of 401 points/m);
    expect(text).not.toContain('No answer');
  });
});

describe('A data folder that vanishes during the run', () => {
  test('is told at once; the file that is made anew at the end is told, too', async () => {
    const recording = recordingTerminal();
    const running = startRun('ascan samx 0 0.4 40 0.05', recording);
    await hasPoints(recording);
    rmSync(path.join(folder, 'data'), { recursive: true });
    expect(await running).toBe(0);
    const text = recording.said.join('\n');
    expect(text).toMatch(/^Warning: The data file .* is not there any more/m);
    expect(text).toMatch(/^The nexus file was lost during the run, and made/m);
    const [file = ''] = recording.printed;
    expect(existsSync(file)).toBe(true);
  });

  test('and cannot be made again leaves the run without its file: that is a failure', async () => {
    const recording = recordingTerminal();
    const running = startRun('ascan samx 0 0.4 40 0.05', recording);
    await hasPoints(recording);
    rmSync(path.join(folder, 'data'), { recursive: true });
    writeFileSync(path.join(folder, 'data'), 'in the way');
    expect(await running).toBe(1);
    const text = recording.said.join('\n');
    expect(text).toMatch(/^Run 1 finished: 41 of 41 points/m);
    expect(text).toMatch(/^The nexus file is not complete: The data file/m);
    expect(recording.printed).toEqual([]);
  });
});
