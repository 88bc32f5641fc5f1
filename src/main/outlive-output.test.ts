import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** `beamtime ARGS` in a folder of its own; `look` is called with all that it has said so far. */
async function beamtime(
  args: readonly string[],
  look: (
    child: ChildProcessByStdio<null, Readable, Readable>,
    text: string,
  ) => void,
): Promise<{ code: number | null; text: string }> {
  const command = path.join(import.meta.dirname, 'cli.ts');
  const state = ['--state', path.join(folder, 'state')];
  const child = spawn(process.execPath, [command, ...args, ...state], {
    env: { ...process.env, XDG_RUNTIME_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      look(child, text);
    });
  return new Promise((resolve) =>
    child.once('close', (code) => resolve({ code, text })),
  );
}

/** `beamtime run LINE`. */
function run(line: string, look: Parameters<typeof beamtime>[1]) {
  return beamtime(['run', line, '--data', path.join(folder, 'data')], look);
}

const patience = { timeout: 60_000 };

test(
  'a scan goes on to its end when nobody reads what it says any more',
  patience,
  async () => {
    const { code, text } = await run(
      'ascan samx 0 0.2 20 0.02',
      ({ stdout, stderr }, said) => {
        if (!/point [1-9]/.test(said)) return;
        stdout.destroy();
        stderr.destroy();
      },
    );
    expect(code).toBe(0);
    // The reader had left before.
    expect(text).not.toContain('finished');
    const journal = path.join(folder, 'state', 'journals', '000001.jsonl');
    const lines = readFileSync(journal, 'utf8').trim().split('\n');
    expect(lines.filter((line) => line.startsWith('['))).toHaveLength(21);
    expect(lines.at(-2)).toContain('"endReason":"finished"');
    expect(lines.at(-1)).toContain('"complete"');
  },
);

test(
  'what only tells something ends as if all of it had been read',
  patience,
  async () => {
    const { code } = await beamtime(
      ['devices', '--json'],
      ({ stdout, stderr }) => {
        stdout.destroy();
        stderr.destroy();
      },
    );
    expect(code).toBe(0);
  },
);

test(
  'a terminal that is closed aborts the scan in order, however often it is told',
  patience,
  async () => {
    let times = 0;
    const { code, text } = await run(
      'ascan samx 0 2 400 0.05',
      (child, said) => {
        if (!/point [1-9]/.test(said) || times > 3) return;
        times += 1;
        child.kill('SIGHUP');
        setTimeout(() => child.kill('SIGHUP'), 300);
      },
    );
    expect(text).toMatch(/Run 1 aborted: \d+ of 401 points/);
    expect(text).not.toContain('Stopping everything');
    expect(code).toBe(3);
  },
);
