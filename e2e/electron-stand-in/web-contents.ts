import { EventEmitter } from 'node:events';
import type { Frame, Page, Route } from '@playwright/test';
import { decode, encode } from './codec.ts';
import { ipcMain } from './ipc-main.ts';
import { preloadScript, receiveName, sendName } from './preload-side.ts';
import { Prevented } from './prevented.ts';
import { answer, fromBrowser, toBrowser } from './protocol.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
}

interface WebFrame {
  readonly url: string;
  readonly parent: WebFrame | null;
}

type OpenHandler = (details: { readonly url: string }) => {
  readonly action: 'allow' | 'deny';
};

let ids = 0;

/** The page in a window. */
export class WebContents extends EventEmitter {
  readonly id = ++ids;
  readonly mainFrame: WebFrame;
  readonly #preferences: WebPreferences;
  readonly #newPage: () => Promise<Page>;
  #whenPage: Promise<Page>;
  #page: Page | undefined;
  #mayOpen: OpenHandler = () => ({ action: 'allow' });
  /** Where the program itself sends the page, which asks nobody. */
  #sentTo = '';

  constructor(preferences: WebPreferences, newPage: () => Promise<Page>) {
    super();
    this.#preferences = preferences;
    this.mainFrame = webFrame(() => this.#page?.mainFrame(), null);
    this.#newPage = newPage;
    this.#whenPage = newPage().then((page) => this.#adopt(page));
  }

  get page(): Promise<Page> {
    return this.#whenPage;
  }

  getLastWebPreferences(): WebPreferences {
    return this.#preferences;
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.#page?.isClosed() ?? false;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#mayOpen = handler;
  }

  async loadURL(url: string): Promise<void> {
    const page = await this.#whenPage;
    this.#sentTo = url;
    await page.goto(toBrowser(url));
    this.emit('did-finish-load', {});
  }

  reload(): void {
    void this.loadURL(this.#sentTo);
  }

  /** The page's process dies; the next load gets a new one. */
  forcefullyCrashRenderer(): void {
    const crashed = this.#page;
    if (!crashed) return;
    crashed.once('crash', () => {
      this.#page = undefined;
      this.#whenPage = this.#newPage().then((page) => this.#adopt(page));
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    void crashed
      .context()
      .newCDPSession(crashed)
      .then((session) => session.send('Page.crash'))
      .catch(() => undefined);
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const page = await this.#whenPage;
    return page.evaluate(code);
  }

  /** Cloned as it would be; what cannot be cloned throws here. A page that is gone hears nothing. */
  send(channel: string, ...values: unknown[]): void {
    const text = encode([channel, ...values]);
    this.#page
      ?.evaluate(
        ([name, message]) => {
          const receive: unknown = Reflect.get(globalThis, name);
          if (typeof receive === 'function')
            Reflect.apply(receive, undefined, [message]);
        },
        [receiveName, text] as const,
      )
      .catch(() => undefined);
  }

  async #adopt(page: Page): Promise<Page> {
    this.#page = page;
    await page.exposeBinding(sendName, ({ frame }, text: string) =>
      this.#receive(frame, text),
    );
    const { preload } = this.#preferences;
    if (preload !== undefined) {
      const origin = new URL(toBrowser('beamtime://page/')).origin;
      await page.addInitScript({ content: preloadScript(preload, origin) });
    }
    await page.route('**/*', (route) => this.#route(route));
    page.on('popup', (popup) => void this.#popup(popup));
    // Closed by hand: there is nothing left to prevent.
    page.on('close', () => {
      if (page === this.#page) this.emit('destroyed');
    });
    page.on('pageerror', (error) =>
      process.stderr.write(`The page: ${error.message}\n`),
    );
    return page;
  }

  #receive(frame: Frame, text: string): void {
    const message = decode(text);
    if (!Array.isArray(message)) return;
    const all: unknown[] = message;
    const [channel, ...values] = all;
    const isMain = frame === this.#page?.mainFrame();
    const senderFrame = isMain
      ? this.mainFrame
      : webFrame(() => frame, this.mainFrame);
    ipcMain.emit(String(channel), { sender: this, senderFrame }, ...values);
  }

  async #route(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    const isMove =
      request.isNavigationRequest() &&
      request.frame() === this.#page?.mainFrame();
    const isOwn = url === this.#sentTo || url === this.getURL();
    if (isMove && !isOwn) {
      const isPrevented = Prevented.by((event) =>
        this.emit('will-navigate', Object.assign(event, { url }), url),
      );
      if (isPrevented) {
        await route.abort('aborted');
        return;
      }
    }
    await answer(route);
  }

  async #popup(popup: Page): Promise<void> {
    if (this.#mayOpen({ url: fromBrowser(popup.url()) }).action === 'deny')
      await popup.close();
  }
}

function webFrame(
  frame: () => Frame | undefined,
  parent: WebFrame | null,
): WebFrame {
  return {
    parent,
    get url() {
      return fromBrowser(frame()?.url() ?? '');
    },
  };
}
