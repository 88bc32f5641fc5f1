/**
 * `npm start`: the desktop window where there can be one, else the same page from the headless host.
 *
 * Ctrl-C ends the host and the window in order. Closing the window in app mode ends the host as well, unless a scan
 * runs: then the station goes on, because data matter more than a window, and from there on only Ctrl-C ends it.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { isBeamtimeError } from '../src/contract/errors.ts';
import {
  parseHostOptions,
  stateRoot,
  type HostOptions,
} from '../src/main/host-options.ts';
import { outliveOutput } from '../src/main/outlive-output.ts';
import { askHealth } from '../src/main/server/station-file.ts';
import { buildIfNeeded, root } from './lib/build.ts';
import { startChild, type Child } from './lib/child.ts';
import { displayProblem, findElectron } from './lib/desktop.ts';
import { findChromium } from './lib/programs.ts';

const args = process.argv.slice(2);
const children = new Set<Child>();
let endings = 0;

outliveOutput();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second Ctrl-C does not wait any longer.
    endings += 1;
    const patienceMs = endings > 1 ? 0 : 15_000;
    for (const child of children) void child.stop(patienceMs);
  });
}

try {
  process.exitCode = await start(parseHostOptions(args));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = isBeamtimeError(error, 'bad-input') ? 2 : 1;
} finally {
  await Promise.all([...children].map((child) => child.stop()));
}

function isEnding(): boolean {
  return endings > 0;
}

async function start(options: HostOptions): Promise<number> {
  await buildIfNeeded();
  const noDisplay = displayProblem();
  const desktop =
    noDisplay === undefined ? await findElectron() : { reason: noDisplay };
  if (isEnding()) return 130;
  if ('reason' in desktop) {
    console.log(
      `No desktop window, because ${desktop.reason}; the same page comes from a server on this machine.`,
    );
    return serve(options, noDisplay === undefined);
  }
  const code = await run(desktop.binary, [root, ...sandboxSwitch(), ...args])
    .ended;
  // 127: the binary lacks a library of the system.
  if (code !== 127 || isEnding()) return code;
  console.log(
    'Electron does not start on this system (a library it needs is missing); the same page comes from a server on this machine.',
  );
  return serve(options, true);
}

async function serve(
  options: HostOptions,
  hasDisplay: boolean,
): Promise<number> {
  const host = run(
    process.execPath,
    [path.join(root, 'out/main/headless.js'), ...args],
    'pipe',
  );
  const url = await addressOf(host);
  if (url === undefined) return host.ended;
  const chromium = hasDisplay ? findChromium() : undefined;
  if (chromium !== undefined && !isEnding()) {
    const window = openWindow(chromium, url);
    void window.ended.then(() => onWindowClosed(host, url, options.token));
  } else {
    console.log(
      `Open ${url} in a browser on this machine. Ctrl-C ends the program.`,
    );
  }
  return host.ended;
}

/** A window without tabs or address bar. Its own profile: else a running browser would take it over, and never end. */
function openWindow(chromium: string, url: string): Child {
  const profile = path.join(stateRoot(), 'window');
  mkdirSync(profile, { recursive: true });
  return run(
    chromium,
    [
      `--app=${url}`,
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1440,900',
      ...sandboxSwitch(),
    ],
    'ignore',
  );
}

async function onWindowClosed(
  host: Child,
  url: string,
  token: string | undefined,
): Promise<void> {
  if (isEnding() || host.process.exitCode !== null) return;
  const pid = host.process.pid ?? 0;
  const health = await askHealth({
    pid,
    url,
    token: token ?? null,
    beamline: '',
    startedAt: 0,
  });
  if (health?.isRunActive) {
    console.log(
      `The window is closed, but a scan is running, so the station goes on. Its page is ${url}; Ctrl-C ends it.`,
    );
  } else {
    await host.stop();
  }
}

/** The address in what the host prints; undefined = it ended without one. Its lines are passed on. */
function addressOf(host: Child): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    host.process.stdout?.on('data', (chunk: Buffer) => {
      process.stdout.write(chunk);
      text += chunk.toString();
      const url = /https?:\/\/[^\s"']+(?=\s)/.exec(text)?.[0];
      if (url === undefined) return;
      text = '';
      resolve(url);
    });
    void host.ended.then(() => resolve(undefined));
  });
}

function run(
  command: string,
  commandArgs: readonly string[],
  output: 'inherit' | 'pipe' | 'ignore' = 'inherit',
): Child {
  const child = startChild(command, commandArgs, {
    cwd: root,
    stdio: ['ignore', output, output === 'ignore' ? 'ignore' : 'inherit'],
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined },
  });
  children.add(child);
  return child;
}

/** Chromium refuses to run as root in its sandbox. */
function sandboxSwitch(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? ['--no-sandbox']
    : [];
}
