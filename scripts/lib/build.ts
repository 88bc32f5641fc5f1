import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { swapIn } from './swap.ts';

/** The top of the clone. */
export const root = path.resolve(import.meta.dirname, '../..');

const out = path.join(root, 'out');
const stamp = path.join(out, '.sources');

/** What the build is made of, besides `src`. */
const configs = [
  'package-lock.json',
  'package.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
];

/** Whether `out` was built from the sources as they are now: by content, since a checkout changes every date. */
export function isBuilt(): boolean {
  return (
    existsSync(path.join(root, 'out/main/headless.js')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === sourcesHash()
  );
}

/** Builds if the sources are others than those of the build. Says so only then. @throws Error with what the build said */
export async function buildIfNeeded(): Promise<void> {
  if (isBuilt()) return;
  await withLock('build', async () => {
    if (isBuilt()) return;
    console.error(
      'Building the program (its sources changed since the last time)...',
    );
    await build();
  });
}

/**
 * Builds, whatever is there: in a folder beside, so that a station of this clone goes on serving its page meanwhile.
 *
 * @throws Error with what the build said; then the build before stays
 */
export async function build(): Promise<void> {
  const hash = sourcesHash();
  const unfinished = `${out}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  const { code, output } = await runQuietly(
    ['node_modules/electron-vite/bin/electron-vite.js', 'build'],
    { BEAMTIME_OUT: path.basename(unfinished) },
  );
  if (code !== 0)
    throw new Error(`The program could not be built:\n${output.trim()}`);
  writeFileSync(path.join(unfinished, path.basename(stamp)), hash);
  swapIn(unfinished, out);
}

function sourcesHash(): string {
  const sources = readdirSync(path.join(root, 'src'), {
    recursive: true,
    encoding: 'utf8',
  })
    .filter((name) => /\.\w+$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => path.join('src', name))
    .sort();
  const hash = createHash('sha256');
  for (const name of [...configs, ...sources]) {
    hash.update(`${name}\0`).update(readFileSync(path.join(root, name)));
  }
  return hash.digest('hex');
}

function runQuietly(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
