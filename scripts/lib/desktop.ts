import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './build.ts';

const electron = path.join(root, 'node_modules/electron');
const failure = path.join(root, 'node_modules/.cache/beamtime-electron.txt');

/** How long a failed fetch is remembered, so that not every start waits for it. */
const retryAfterMs = 6 * 3_600_000;

/** A way to open a desktop window: Electron's binary, or the reason in words why there is none. */
export type Desktop = { readonly binary: string } | { readonly reason: string };

/** Whether windows can be shown here at all; undefined = yes. */
export function displayProblem(): string | undefined {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const hasDisplay =
    process.platform !== 'linux' ||
    Boolean(DISPLAY) ||
    Boolean(WAYLAND_DISPLAY);
  return hasDisplay
    ? undefined
    : 'there is no display (neither DISPLAY nor WAYLAND_DISPLAY is set)';
}

/** Finds Electron's binary, fetching it if it has to, for at most `timeoutMs`. */
export async function findElectron(timeoutMs = 5 * 60_000): Promise<Desktop> {
  const there = electronBinary();
  if (there !== undefined) return { binary: there };
  const earlier = rememberedFailure();
  if (earlier !== undefined) return { reason: earlier };
  console.error(
    'Fetching Electron, the desktop window (once, about 110 MB)...',
  );
  const problem = await fetchElectron(timeoutMs);
  const binary = electronBinary();
  if (binary !== undefined) return { binary };
  const reason = `Electron could not be fetched (${problem ?? 'its installer left no binary'})`;
  mkdirSync(path.dirname(failure), { recursive: true });
  writeFileSync(failure, JSON.stringify({ time: Date.now(), reason }));
  return { reason };
}

/** Electron's binary, if it has been fetched. */
export function electronBinary(): string | undefined {
  try {
    const name = readFileSync(path.join(electron, 'path.txt'), 'utf8');
    const folder =
      process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(electron, 'dist');
    const binary = path.join(folder, name);
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

function rememberedFailure(): string | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(failure, 'utf8'));
    if (
      typeof found !== 'object' ||
      found === null ||
      !('time' in found) ||
      !('reason' in found)
    )
      return undefined;
    const age = Date.now() - Number(found.time);
    if (age < 0 || age > retryAfterMs) return undefined;
    return `${String(found.reason)}, ${Math.round(age / 60_000)} min ago; \`npx install-electron\` tries again`;
  } catch {
    return undefined;
  }
}

/** Runs Electron's own installer; answers with what went wrong, in a few words. */
function fetchElectron(timeoutMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [path.join(electron, 'install.js')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(undefined);
      else if (signal !== null)
        resolve(`no answer within ${Math.round(timeoutMs / 60_000)} min`);
      else resolve(reasonIn(output));
    });
  });
}

/** The error in an installer's stack trace, without the stack. */
function reasonIn(output: string): string {
  const code =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b/.exec(
      output,
    )?.[1];
  if (code !== undefined) return `its server cannot be reached: ${code}`;
  if (output.includes('fetch failed')) return 'its server cannot be reached';
  const line = /^\s*\w*Error: (.*)$/m.exec(output)?.[1];
  return line ?? 'its installer failed';
}
