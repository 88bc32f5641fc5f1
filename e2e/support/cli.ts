import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

const cli = path.resolve(import.meta.dirname, '../../out/main/cli.js');

/** How a command ended. */
export interface CliResult {
  readonly code: number | null;
  /** Results. */
  readonly out: string;
  /** Progress and errors. */
  readonly err: string;
}

/** A command that runs. */
export interface CliRun {
  readonly child: ChildProcess;
  readonly ended: Promise<CliResult>;
  /** Resolves once it has said something like this. */
  said(pattern: RegExp): Promise<void>;
}

/** Starts the built `beamtime` command. It is ended after two minutes, whatever it does. */
export function startCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): CliRun {
  const child = spawn(process.execPath, [cli, ...args], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
    killSignal: 'SIGKILL',
  });
  let out = '';
  let err = '';
  const looks: (() => void)[] = [];
  const heard = () => looks.forEach((look) => look());
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    heard();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString();
    heard();
  });
  const ended = new Promise<CliResult>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return {
    child,
    ended,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (pattern.test(out + err)) resolve();
        };
        looks.push(look);
        look();
        void ended.then(() =>
          reject(
            new Error(
              `It ended without saying ${String(pattern)}:\n${out}${err}`,
            ),
          ),
        );
      }),
  };
}

/** Runs the built `beamtime` command to its end. */
export function runCli(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<CliResult> {
  return startCli(args, env).ended;
}
