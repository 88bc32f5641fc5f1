import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  type IpcMainEvent,
  Menu,
  type MessageBoxOptions,
  type MessageBoxReturnValue,
  type OpenDialogOptions,
  powerSaveBlocker,
  protocol,
  type SaveDialogOptions,
  screen,
  session,
} from 'electron';
import type { BeamtimeContract } from '../contract/index.ts';
import { isBeamtimeError } from '../contract/errors.ts';
import { acceptElectronPorts } from '../rpc/ports/electron-main.ts';
import type { Client } from '../rpc/types.ts';
import { loadBeamline } from './config/load.ts';
import { drivers } from './drivers/index.ts';
import {
  addressOf,
  isOurPage,
  pageScheme,
  pathInPage,
} from './electron/address.ts';
import { desktopOptions } from './electron/arguments.ts';
import { deskClient, keepAwakeDuringRuns } from './electron/desk.ts';
import { desktopHost, stationDialogs } from './electron/dialogs.ts';
import { menuTemplate } from './electron/menu.ts';
import { orderlyQuit } from './electron/orderly-quit.ts';
import { openWindow } from './electron/window.ts';
import { endInOrder } from './end-in-order.ts';
import { hostStation, type HostedStation, pageFolder } from './host-station.ts';
import { readPageFile } from './server/page-files.ts';
import { openStation, type Station } from './station.ts';

// Everything down to `whenReady` must happen before Electron is ready, so nothing here waits.
protocol.registerSchemesAsPrivileged([
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true },
  },
]);

let window: BrowserWindow | undefined;
let desk: Client<BeamtimeContract> | undefined;
let hosted: HostedStation<Station> | undefined;
let opening: Promise<HostedStation<Station>> | undefined;

const quitting = orderlyQuit({
  isRunActive: () => hosted?.station.isRunActive() ?? false,
  askToAbort,
  quit: () => app.quit(),
  close: closeStation,
  exit: (code) => app.exit(code),
  report: (error) => console.error(error),
});

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('before-quit', quitting.mayQuit);
  app.on('will-quit', quitting.willQuit);
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  endInOrder({ close: closeStation }, (code) => app.exit(code));
  app.whenReady().then(start).catch(giveUp);
} else {
  console.log('Beamtime runs already; its window comes to the front.');
  app.quit();
}

async function start(): Promise<void> {
  const options = desktopOptions(process.argv.slice(app.isPackaged ? 1 : 2));
  // Its mistakes are told first, whatever else is in the way.
  loadBeamline(options.beamlineFile, drivers);
  session.defaultSession.setPermissionRequestHandler(
    (_contents, _permission, allow) => allow(false),
  );
  session.defaultSession.setPermissionCheckHandler(() => false);
  protocol.handle(pageScheme, servePage);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menuTemplate({ stopAll, quit: () => app.quit(), about }),
    ),
  );

  // The page is loaded while the station opens; it waits for its port.
  opening = hostStation(options, () =>
    openStation({
      ...options,
      dialogs: stationDialogs({ askWhereToSave, askForFile }),
    }),
  );
  const ports = acceptElectronPorts<IpcMainEvent>({
    ipcMain,
    isAllowed: (event) => isOurPage(event, window?.webContents),
    onPort: (port) => {
      opening?.then(
        ({ station }) =>
          station.server.accept(port, { host: desktopHost, client: null }),
        () => port.close(),
      );
    },
    onRefused: ({ senderFrame }) => {
      console.error(`A message from ${addressOf(senderFrame)} was refused.`);
    },
  });
  window = openWindow({
    BrowserWindow,
    screens: screen.getAllDisplays().map((display) => display.workArea),
    stateFile: path.join(app.getPath('userData'), 'window.json'),
    preload: fileURLToPath(new URL('../preload/index.cjs', import.meta.url)),
    onClose: quitting.mayQuit,
    onPageGone: (contentsId, reason) => ports.pageGone(contentsId, reason),
  });
  window.once('closed', () => (window = undefined));
  hosted = await opening;
  desk = deskClient(hosted.station);
  keepAwakeDuringRuns(hosted.station, powerSaveBlocker);
}

async function servePage(request: Request): Promise<Response> {
  const urlPath = pathInPage(request.url);
  if (urlPath === undefined) return new Response(null, { status: 404 });
  const { status, headers, body } = await readPageFile(pageFolder, urlPath);
  return new Response(body, { status, headers });
}

async function closeStation(): Promise<void> {
  const opened = await opening?.catch(() => undefined);
  await opened?.close();
}

/** The station could not be opened. */
async function giveUp(error: unknown): Promise<void> {
  const detail = error instanceof Error ? error.message : String(error);
  console.error(detail);
  await dialog.showMessageBox({
    type: 'error',
    title: 'Beamtime',
    message: 'Beamtime cannot start.',
    detail,
  });
  app.exit(isBeamtimeError(error, 'bad-input', 'config') ? 2 : 1);
}

function showWindow(): void {
  if (!window) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function stopAll(): void {
  desk?.call('devices.stopAll').catch((error: unknown) => console.error(error));
}

async function askToAbort(): Promise<boolean> {
  const { response } = await ask({
    type: 'warning',
    title: 'Beamtime',
    message: 'A scan is running.',
    detail:
      'Quitting aborts it: motors and detectors stop, and the file is completed with the points measured so far.',
    buttons: ['Stay', 'Abort and quit'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

function about(): void {
  const { electron, chrome, node } = process.versions;
  void ask({
    type: 'info',
    title: 'About Beamtime',
    message: `Beamtime ${app.getVersion()}`,
    detail: `Electron ${electron}, Chromium ${chrome}, Node ${node}`,
  });
}

function ask(question: MessageBoxOptions): Promise<MessageBoxReturnValue> {
  return window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question);
}

async function askWhereToSave(
  question: SaveDialogOptions,
): Promise<string | undefined> {
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, question)
    : dialog.showSaveDialog(question));
  return canceled ? undefined : filePath;
}

async function askForFile(
  question: OpenDialogOptions,
): Promise<string | undefined> {
  const options: OpenDialogOptions = { ...question, properties: ['openFile'] };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? undefined : filePaths[0];
}
