import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ownFolders } from './own-folders.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** A machine under load needs long. A station that ends instead is told at once. */
const START_MS = 90_000;

/** What a test may want to be other than usual. */
export interface StationSettings {
  /** Further options of the host, such as `--beamline FILE`. */
  readonly args: readonly string[];
}

/** The built headless host as a process of its own, with folders of its own. */
export class StationProcess {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'beamtime-e2e-'));
  readonly dataFolder = path.join(this.folder, 'data');
  readonly stateFolder = path.join(this.folder, 'state');
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  #url = '';
  #output = '';

  constructor({ args }: StationSettings) {
    this.#args = args;
    for (const folder of [this.dataFolder, this.stateFolder]) mkdirSync(folder);
  }

  /** Where its page is. The same after a restart. */
  get url(): string {
    return this.#url;
  }

  /** Everything it has printed so far. */
  get output(): string {
    return this.#output;
  }

  /** The environment in which it runs: for a CLI that is to find it. */
  get env(): NodeJS.ProcessEnv {
    return ownFolders(this.folder);
  }

  /** Starts it and waits until it has printed its address. */
  async start(): Promise<void> {
    const port = this.#url === '' ? '0' : new URL(this.#url).port;
    const args = [
      '--port',
      port,
      '--data',
      this.dataFolder,
      '--state',
      this.stateFolder,
      ...this.#args,
    ];
    const child = spawn(
      process.execPath,
      [path.join(root, 'out/main/headless.js'), ...args],
      {
        env: this.env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    let text = '';
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () =>
          reject(
            new Error(
              `The station printed no address within ${START_MS / 1000} s:\n${text}`,
            ),
          ),
        START_MS,
      );
      const read = (chunk: Buffer) => {
        text += chunk.toString();
        this.#output += chunk.toString();
        const url = /https?:\/\/\S+/.exec(text)?.[0];
        if (url === undefined) return;
        this.#url = url;
        clearTimeout(timer);
        resolve();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(
          new Error(`The station ended with code ${String(code)}:\n${text}`),
        );
      });
    });
  }

  /** Ends it (`SIGKILL`: without a chance to tidy up) and waits until it is gone. */
  async kill(signal: 'SIGTERM' | 'SIGKILL' = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(timer);
  }

  /** Ends it in order and starts it again on the same port and folders. */
  async restart(): Promise<void> {
    await this.kill('SIGTERM');
    await this.start();
  }

  /** Ends it and removes what it wrote. */
  async remove(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
