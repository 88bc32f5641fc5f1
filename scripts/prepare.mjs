/**
 * Makes a clone ready to run: npm calls it before `start`, `check` and `test`, on whatever Node (18 or later) the
 * machine has, before anything is installed. So it and what it imports use built-ins only.
 * `--for-tests`: also the programs that the tests drive.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installModules, projectNode } from './lib/install.mjs';

const [major] = process.versions.node.split('.').map(Number);
if (major < 18) {
  fail(
    `This machine's Node is ${process.version}; installing needs Node 18 or later, from https://nodejs.org or your system's packages.`,
  );
}
const problem = await installModules().catch((error) => error.message);
if (problem) fail(problem);

if (process.argv.includes('--for-tests')) {
  const programs = fileURLToPath(new URL('test-programs.ts', import.meta.url));
  const { status } = spawnSync(projectNode, [programs], { stdio: 'inherit' });
  process.exit(status ?? 1);
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
