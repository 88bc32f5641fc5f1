import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Random numbers from 0 to 1 that can be repeated (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One life of a process: what it said, and whether we ended it. */
export interface Life {
  /** Whole lines of its standard output. */
  readonly lines: readonly string[];
  readonly errors: string;
  readonly wasKilled: boolean;
  readonly exitCode: number | null;
}

export interface LifeOptions {
  readonly command: string;
  readonly args: readonly string[];
  /** Besides our own. */
  readonly env?: Readonly<Record<string, string>>;
  /** The line after which the time runs. */
  readonly isReady: (line: string) => boolean;
  /** SIGKILL this long after it is ready; Infinity = let it end by itself. */
  readonly killAfterMs: number;
  /** A process that takes longer altogether is killed and counts as hung. */
  readonly timeoutMs: number;
}

/** Lets a process live until it is killed or ends. Everything that it wrote before is in `lines`. */
export async function liveAndDie(options: LifeOptions): Promise<Life> {
  const { command, args, env, isReady, killAfterMs, timeoutMs } = options;
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let errors = '';
  let wasKilled = false;
  const kill = () => {
    wasKilled = child.kill('SIGKILL');
  };
  let timer: NodeJS.Timeout | undefined;
  const patience = new AbortController();
  const limit = setTimeout(() => {
    patience.abort();
    kill();
  }, timeoutMs);
  child.stderr.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    if (!timer && killAfterMs < Infinity && isReady(line))
      timer = setTimeout(kill, killAfterMs);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  clearTimeout(limit);
  if (patience.signal.aborted)
    throw new Error(`${command} hung: ${lines.slice(-3).join('\n')}`);
  return { lines, errors, wasKilled, exitCode };
}
