import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { openWindows, whenBrowserIsOpen } from './browser.ts';
import { Prevented } from './prevented.ts';
import { takeLock } from './single-instance.ts';

const root = path.resolve(import.meta.dirname, '../..');
const { name, version } = readPackage();

class App extends EventEmitter {
  readonly isPackaged = false;
  readonly name = name;
  #isReady = false;
  #isQuitting = false;

  constructor() {
    super();
    // Nothing is ready before the program's own module has run through.
    setImmediate(() => void this.#start());
  }

  isReady(): boolean {
    return this.#isReady;
  }

  whenReady(): Promise<void> {
    if (this.#isReady) return Promise.resolve();
    return new Promise((resolve) => this.once('ready', () => resolve()));
  }

  getVersion(): string {
    return version;
  }

  getName(): string {
    return name;
  }

  getPath(which: string): string {
    const config =
      process.env['XDG_CONFIG_HOME'] ?? path.join(homedir(), '.config');
    const places: Record<string, string> = {
      home: homedir(),
      temp: tmpdir(),
      appData: config,
      userData: path.join(config, name),
    };
    const place = places[which];
    if (place === undefined) throw new Error(`Failed to get '${which}' path`);
    return place;
  }

  requestSingleInstanceLock(): boolean {
    return takeLock(this.getPath('userData'), (argv, folder) => {
      this.emit('second-instance', {}, argv, folder, undefined);
    });
  }

  /** Asks everybody, closes the windows, asks once more, and ends: the order of the true one. */
  quit(): void {
    this.#isQuitting = true;
    setImmediate(() => {
      if (!Prevented.by((event) => this.emit('before-quit', event)))
        this.#closeWindows();
    });
  }

  /** Ends without asking anybody. */
  exit(code = 0): void {
    process.exit(code);
  }

  /** The last window is closed. */
  windowsAreClosed(): void {
    if (this.listenerCount('window-all-closed') > 0)
      this.emit('window-all-closed');
    else this.#end();
  }

  async #start(): Promise<void> {
    if (this.#isQuitting) return;
    await whenBrowserIsOpen(this.getPath('userData'));
    this.#isReady = true;
    this.emit('ready', {});
  }

  #closeWindows(): void {
    if (openWindows.size === 0) {
      this.#end();
      return;
    }
    for (const window of [...openWindows]) window.close();
  }

  #end(): void {
    if (Prevented.by((event) => this.emit('will-quit', event))) return;
    this.emit('quit', {}, 0);
    process.exit(0);
  }
}

export const app = new App();

/** As the true one does for what may only be used once it is ready. */
export function assertReady(what: string): void {
  if (!app.isReady())
    throw new Error(`${what} can only be used after the 'ready' event`);
}

/** And for what may only be used before. */
export function assertNotReady(what: string): void {
  if (app.isReady())
    throw new Error(`${what} should be called before app is ready`);
}

function readPackage(): { name: string; version: string } {
  const read: unknown = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  if (typeof read !== 'object' || read === null)
    throw new Error('package.json is no object');
  return {
    name: String(Reflect.get(read, 'name')),
    version: String(Reflect.get(read, 'version')),
  };
}
