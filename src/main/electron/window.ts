import type { BrowserWindow } from 'electron';
import { pageAddress } from './address.ts';
import {
  type Rectangle,
  readWindowState,
  smallestSize,
  writeWindowState,
} from './window-state.ts';

export interface WindowParts {
  /** Electron's class; this folder does not import it. */
  readonly BrowserWindow: typeof BrowserWindow;
  /** Where windows can be seen, in screen coordinates. */
  readonly screens: readonly Rectangle[];
  /** Where the window's place is kept. */
  readonly stateFile: string;
  readonly preload: string;
  /** The window wants to close. */
  readonly onClose: (event: { preventDefault(): void }) => void;
  /** The page's process died; the page is being loaded again. */
  readonly onPageGone: (contentsId: number, reason: string) => void;
}

/** Pages that die sooner after each other than this are not loaded again at once. */
const crashPauseMs = 5000;

/** Opens the operator's window where it was last time, and keeps the page in it alive. */
export function openWindow(parts: WindowParts): BrowserWindow {
  const { width, height, position, isMaximized } = readWindowState(
    parts.stateFile,
    parts.screens,
  );
  const window = new parts.BrowserWindow({
    width,
    height,
    ...position,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: 'Beamtime',
    show: false,
    webPreferences: {
      preload: parts.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    const { x, y, ...size } = window.getNormalBounds();
    const isMaximized = window.isMaximized();
    writeWindowState(parts.stateFile, {
      ...size,
      position: { x, y },
      isMaximized,
    });
    parts.onClose(event);
  });
  keepPageAlive(window, parts);
  window.loadURL(pageAddress).catch((error: unknown) => {
    console.error('The page could not be loaded.', error);
  });
  return window;
}

/** The run goes on without the page; the page comes back and finds it. */
function keepPageAlive(
  window: BrowserWindow,
  { onPageGone }: WindowParts,
): void {
  const { webContents } = window;
  let diedAt = -Infinity;
  webContents.on('render-process-gone', (_event, { reason }) => {
    onPageGone(webContents.id, `The page's process ended (${reason}).`);
    if (reason === 'clean-exit') return;
    const isOften = performance.now() - diedAt < crashPauseMs;
    diedAt = performance.now();
    setTimeout(
      () => {
        if (!window.isDestroyed()) webContents.reload();
      },
      isOften ? crashPauseMs : 0,
    );
  });
}
