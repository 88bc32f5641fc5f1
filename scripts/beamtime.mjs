#!/usr/bin/env node
/**
 * The `beamtime` command. Started by whatever Node is on the PATH, it sees to the packages and the build, and hands
 * over to the project's own Node.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installModules, projectNode } from './lib/install.mjs';

const [major] = process.versions.node.split('.').map(Number);
const cli = new URL('cli.ts', import.meta.url);
const problem =
  major < 18
    ? `Beamtime needs Node 18 or later to start; this is Node ${process.versions.node}.`
    : await installModules().catch((error) => error.message);

if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else if (major >= 24) {
  await import(cli.href);
} else {
  handOver();
}

function handOver() {
  const args = [fileURLToPath(cli), ...process.argv.slice(2)];
  const child = spawn(projectNode, args, { stdio: 'inherit' });
  // The terminal sends its Ctrl-C to both of us; the command decides what it means.
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(
      `The project's own Node could not be started: ${error.message}.`,
    );
    process.exitCode = 1;
  });
  child.on(
    'exit',
    (code, signal) =>
      (process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)),
  );
}
