import { fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type Browser, chromium, type Page } from '@playwright/test';
import type * as Electron from 'electron';
import { displayProblem, electronBinary } from '../../scripts/lib/desktop.ts';
import { ownFolders } from './own-folders.ts';

const root = path.resolve(import.meta.dirname, '../..');
const main = path.join(root, 'out/main/electron.js');
const standIn = path.join(root, 'e2e/electron-stand-in/register.ts');

/** The true Electron where it is and can show a window; else the stand-in for it. */
const binary = displayProblem() === undefined ? electronBinary() : undefined;

/** What the desktop program runs on here, for the report. */
export const runsOn =
  binary === undefined
    ? 'the stand-in for Electron, over Chromium'
    : `the true Electron (${binary})`;

type Evaluated<A> = (electron: typeof Electron, argument: A) => unknown;

/** The built desktop program as a process of its own. Started again, it finds what it kept. */
export class DesktopProgram {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'beamtime-desktop-'));
  #output = '';
  #running: Running | undefined;

  /** Everything it has printed so far. */
  get output(): string {
    return this.#output;
  }

  get page(): Page {
    return this.#program().page;
  }

  /** Resolves with its exit code. */
  get exited(): Promise<number | null> {
    return this.#program().exited;
  }

  async start(): Promise<Page> {
    this.#running = await (binary === undefined
      ? this.#startStandIn()
      : this.#startElectron(binary));
    return this.#running.page;
  }

  /** Runs a function in the program's main process, with the module `electron`. It must stand alone. */
  evaluate<A>(evaluated: Evaluated<A>, argument: A): Promise<unknown>;
  evaluate(evaluated: Evaluated<undefined>): Promise<unknown>;
  evaluate<A>(
    evaluated: Evaluated<A | undefined>,
    argument?: A,
  ): Promise<unknown> {
    return this.#program().evaluate(evaluated, argument);
  }

  /** Quits as its menu does, and waits until it is gone. */
  async quit(): Promise<number | null> {
    const { exited } = this.#program();
    await this.evaluate(({ app }) => {
      setTimeout(() => app.quit(), 0);
    });
    return exited;
  }

  /** Starts the program once more beside the one that runs; answers with what it printed when it is gone. */
  startSecond(): Promise<string> {
    const [command, args] =
      binary === undefined
        ? [process.execPath, ['--import', standIn, main]]
        : [binary, [root, ...sandboxSwitch()]];
    const child = spawn(command, [...args, ...this.#args()], {
      env: this.#env(),
      stdio: 'pipe',
    });
    return printed(child);
  }

  /** Runs the built `beamtime` command on this program's state folder; answers with what it printed. */
  command(...words: readonly string[]): Promise<string> {
    const args = [
      path.join(root, 'out/main/cli.js'),
      ...words,
      '--state',
      path.join(this.folder, 'state'),
    ];
    const child = spawn(process.execPath, args, {
      env: this.#env(),
      stdio: 'pipe',
    });
    return printed(child);
  }

  /** Ends it, if it still runs, and removes its folders. */
  async remove(): Promise<void> {
    await this.#running?.kill();
    // Its browser may still write while it goes down.
    rmSync(this.folder, {
      recursive: true,
      force: true,
      maxRetries: 20,
      retryDelay: 200,
    });
  }

  async #startElectron(executablePath: string): Promise<Running> {
    const args = [root, ...sandboxSwitch(), ...this.#args()];
    const program = await _electron.launch({
      executablePath,
      args,
      env: this.#env(),
    });
    const child = program.process();
    this.#listen(child);
    return {
      page: await program.firstWindow(),
      exited: exitOf(child),
      evaluate: (evaluated, argument) =>
        program.evaluate<unknown, [string, unknown]>(
          (electron, [source, value]) => {
            const run: unknown = globalThis.eval(`(${source})`);
            return typeof run === 'function'
              ? Reflect.apply(run, undefined, [electron, value])
              : undefined;
          },
          [String(evaluated), argument],
        ),
      kill: () => program.close(),
    };
  }

  async #startStandIn(): Promise<Running> {
    const child = fork(main, this.#args(), {
      execPath: process.execPath,
      execArgv: ['--import', standIn],
      env: this.#env(),
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#listen(child);
    const exited = exitOf(child);
    const devTools = await announced(child);
    const browser: Browser = await chromium.connectOverCDP(devTools);
    const [page] = browser.contexts()[0]?.pages() ?? [];
    if (!page) throw new Error('The stand-in has no page.');
    let calls = 0;
    return {
      page,
      exited,
      evaluate: (evaluated, argument) =>
        ask(child, ++calls, String(evaluated), argument),
      async kill() {
        await browser.close();
        // Cut off from the test, the stand-in ends and takes its browser along.
        if (child.connected) child.disconnect();
        const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
        await exited;
        clearTimeout(timer);
      },
    };
  }

  #listen(child: ChildProcess): void {
    const read = (chunk: Buffer) => (this.#output += chunk.toString());
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
  }

  #args(): string[] {
    return [
      '--data',
      path.join(this.folder, 'data'),
      '--state',
      path.join(this.folder, 'state'),
    ];
  }

  #env(): Record<string, string> {
    const entries = Object.entries(ownFolders(this.folder)).flatMap(
      ([name, value]) =>
        value === undefined || name === 'NODE_OPTIONS'
          ? []
          : [[name, value] as const],
    );
    return Object.fromEntries(entries);
  }

  #program(): Running {
    if (!this.#running) throw new Error('The program has not been started.');
    return this.#running;
  }
}

interface Running {
  readonly page: Page;
  readonly exited: Promise<number | null>;
  readonly evaluate: (
    evaluated: Evaluated<never>,
    argument: unknown,
  ) => Promise<unknown>;
  readonly kill: () => Promise<void>;
}

/** What a process prints until it is gone. */
function printed(child: ChildProcess): Promise<string> {
  let output = '';
  const read = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  return new Promise((resolve) => child.once('close', () => resolve(output)));
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

/** Where the stand-in's page can be reached; it tells once its browser is open. */
function announced(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message: unknown) =>
      resolve(text(message, 'devTools')),
    );
    child.once('exit', (code) =>
      reject(
        new Error(
          `The program ended with ${String(code)} before it had a window.`,
        ),
      ),
    );
  });
}

function ask(
  child: ChildProcess,
  id: number,
  source: string,
  argument: unknown,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onMessage = (message: unknown) => {
      if (
        typeof message !== 'object' ||
        message === null ||
        Reflect.get(message, 'id') !== id
      )
        return;
      child.off('message', onMessage);
      if (Reflect.has(message, 'error'))
        reject(new Error(text(message, 'error')));
      else resolve(Reflect.get(message, 'value'));
    };
    child.on('message', onMessage);
    child.send({ id, source, argument });
  });
}

function text(message: unknown, key: string): string {
  return typeof message === 'object' && message !== null
    ? String(Reflect.get(message, key))
    : '';
}

/** Chromium refuses to run as root in its sandbox. */
function sandboxSwitch(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0
    ? ['--no-sandbox']
    : [];
}
