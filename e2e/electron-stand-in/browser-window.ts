import { EventEmitter } from 'node:events';
import type { Page } from '@playwright/test';
import { app, assertReady } from './app.ts';
import { openWindows, whenBrowserIsOpen } from './browser.ts';
import { Prevented } from './prevented.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';

interface Rectangle {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Options extends Partial<Rectangle> {
  readonly show?: boolean;
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly webPreferences?: WebPreferences;
}

const all = new Set<BrowserWindow>();

/** A window: a page of the browser, with what a window manager would keep of it. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #bounds: Rectangle;
  #isMaximized = false;
  #isMinimized = false;
  #isVisible: boolean;
  #isDestroyed = false;

  constructor(options: Options = {}) {
    super();
    assertReady('BrowserWindow');
    const {
      x = 0,
      y = 0,
      width = 800,
      height = 600,
      minWidth = 0,
      minHeight = 0,
    } = options;
    this.#bounds = {
      x,
      y,
      width: Math.max(width, minWidth),
      height: Math.max(height, minHeight),
    };
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContents(options.webPreferences ?? {}, () =>
      this.#newPage(),
    );
    this.webContents.once('did-finish-load', () =>
      this.emit('ready-to-show', {}),
    );
    this.webContents.once('destroyed', () => this.destroy());
    all.add(this);
    openWindows.add(this);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...all];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  getBounds(): Rectangle {
    return this.#isMaximized
      ? { x: 0, y: 0, width: 1920, height: 1080 }
      : { ...this.#bounds };
  }

  getNormalBounds(): Rectangle {
    return { ...this.#bounds };
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    void this.#resize();
  }

  maximize(): void {
    this.#isMaximized = true;
    void this.#resize();
  }

  unmaximize(): void {
    this.#isMaximized = false;
    void this.#resize();
  }

  isMaximized(): boolean {
    return this.#isMaximized;
  }

  minimize(): void {
    this.#isMinimized = true;
  }

  restore(): void {
    this.#isMinimized = false;
  }

  isMinimized(): boolean {
    return this.#isMinimized;
  }

  isVisible(): boolean {
    return this.#isVisible && !this.#isMinimized;
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  show(): void {
    this.#isVisible = true;
  }

  focus(): void {
    void this.webContents.page.then((page) => page.bringToFront());
  }

  close(): void {
    if (this.#isDestroyed) return;
    if (!Prevented.by((event) => this.emit('close', event))) this.destroy();
  }

  destroy(): void {
    if (this.#isDestroyed) return;
    this.#isDestroyed = true;
    all.delete(this);
    openWindows.delete(this);
    void this.webContents.page
      .then((page) => page.close())
      .catch(() => undefined)
      .then(() => {
        this.emit('closed');
        if (openWindows.size === 0) app.windowsAreClosed();
      });
  }

  async #newPage(): Promise<Page> {
    const context = await whenBrowserIsOpen(app.getPath('userData'));
    const first = context.pages().find((page) => page.url() === 'about:blank');
    const page = first && all.size <= 1 ? first : await context.newPage();
    await page.setViewportSize({
      width: this.#bounds.width,
      height: this.#bounds.height,
    });
    return page;
  }

  async #resize(): Promise<void> {
    const { width, height } = this.getBounds();
    const page = await this.webContents.page;
    await page.setViewportSize({ width, height });
    this.emit('resize');
  }
}
