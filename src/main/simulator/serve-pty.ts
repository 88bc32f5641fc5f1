import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Served } from './serve-tcp.ts';
import type { Responder } from './types.ts';

const startTimeoutMs = 10_000;

/**
 * Serves a responder as a pseudo terminal, which any program opens like a serial line. Needs `socat`.
 *
 * @throws BeamtimeError `unsupported` where there is no socat
 */
export async function servePty(responder: Responder): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'beamtime-pty-'));
  const path = join(folder, 'tty');
  const socat = spawn('socat', [`PTY,link=${path},raw,echo=0`, 'STDIO'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let failure: Error | undefined;
  socat.on('error', (error) => {
    failure = error;
  });
  const ended = new Promise<void>((resolve) => {
    socat.once('close', () => resolve());
  });
  const reply = (bytes: Uint8Array) => {
    if (socat.stdin.writable) socat.stdin.write(bytes);
  };
  // Writing to a socat that is gone is no news: it shows as the close of the line.
  socat.stdin.on('error', () => undefined);
  socat.stdout.on('data', (bytes: Buffer) => responder.receive(bytes, reply));

  async function close(): Promise<void> {
    if (socat.exitCode === null && socat.signalCode === null && !failure) {
      socat.kill();
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
  }

  const deadline = performance.now() + startTimeoutMs;
  while (!existsSync(path)) {
    if (failure || socat.exitCode !== null || performance.now() > deadline) {
      await close();
      throw new BeamtimeError(
        'unsupported',
        'No pseudo terminal could be made: `socat` did not start. Install it (Debian: apt install socat).',
        { cause: failure },
      );
    }
    await pause(5);
  }
  return { address: path, drop: () => void socat.kill(), close };
}
