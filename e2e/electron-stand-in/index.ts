/**
 * As much of Electron as the desktop program uses, over a Chromium that is there. It keeps Electron's rules where
 * breaking them would be seen only on a workstation: what must happen before or after ready, what a sandboxed preload
 * may do, that messages are cloned, in which order a program quits.
 */
import { assertReady } from './app.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export { ipcMain } from './ipc-main.ts';
export { Menu, MenuItem } from './menu.ts';
export { protocol } from './protocol.ts';

/** Dialogs that nobody answers: cancelled at once. A test puts its own answers in their place. */
export const dialog = {
  showMessageBox(
    ...question: unknown[]
  ): Promise<{ response: number; checkboxChecked: boolean }> {
    assertReady('dialog');
    const options = question.at(-1);
    const cancelId: unknown =
      typeof options === 'object' && options !== null
        ? Reflect.get(options, 'cancelId')
        : 0;
    return Promise.resolve({
      response: Number(cancelId ?? 0),
      checkboxChecked: false,
    });
  },
  showSaveDialog(): Promise<{ canceled: boolean; filePath: string }> {
    assertReady('dialog');
    return Promise.resolve({ canceled: true, filePath: '' });
  },
  showOpenDialog(): Promise<{ canceled: boolean; filePaths: string[] }> {
    assertReady('dialog');
    return Promise.resolve({ canceled: true, filePaths: [] });
  },
};

let blockers = 0;
const started = new Set<number>();

export const powerSaveBlocker = {
  start(): number {
    blockers += 1;
    started.add(blockers);
    return blockers;
  },
  stop: (id: number): boolean => started.delete(id),
  isStarted: (id: number): boolean => started.has(id),
};

export const screen = {
  getAllDisplays() {
    assertReady('screen');
    return [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  },
};

/** Headless Chromium grants nothing by itself; the handlers are taken and never asked. */
export const session = {
  get defaultSession() {
    assertReady('session');
    return {
      setPermissionRequestHandler: (_handler: unknown): void => undefined,
      setPermissionCheckHandler: (_handler: unknown): void => undefined,
    };
  },
};
