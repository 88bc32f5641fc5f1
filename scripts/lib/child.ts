import {
  spawn,
  type ChildProcess,
  type SpawnOptions,
} from 'node:child_process';

/** A process that we started, with everything that it started in turn. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with its exit code once it is gone; 1 if it could not be started or was killed. */
  readonly ended: Promise<number>;
  /** Asks it to end, and ends its whole group if it has not after `patienceMs`. */
  stop(patienceMs?: number): Promise<number>;
}

/**
 * Starts a process as the head of a group of its own: a Ctrl-C in the terminal then reaches only us, and we end it in
 * order. (Windows has no such groups; there it gets the Ctrl-C itself.)
 */
export function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Child {
  const child = spawn(command, args, {
    ...options,
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      console.error(`${command} could not be started: ${error.message}.`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
  return {
    process: child,
    ended,
    async stop(patienceMs = 15_000) {
      if (!hasEnded(child)) child.kill('SIGTERM');
      const timer = setTimeout(() => killGroup(child), patienceMs);
      const code = await ended;
      clearTimeout(timer);
      killGroup(child);
      return code;
    },
  };
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody is left in the group.
  }
}
