/** Runs the built command, building it first if its sources changed. */
import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { buildIfNeeded, root } from './lib/build.ts';

try {
  await buildIfNeeded();
  await import(pathToFileURL(path.join(root, 'out/main/cli.js')).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
