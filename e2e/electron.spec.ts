import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { BeamtimeWindow } from './pages/window.ts';
import { Faults } from './support/faults.ts';
import { DesktopProgram, runsOn } from './support/desktop-program.ts';

interface Fixtures {
  /** The desktop program with empty folders, started. */
  desktop: DesktopProgram;
  /** Its page, ready. */
  beamtime: BeamtimeWindow;
}

const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from this pattern
  desktop: async ({}, use, info) => {
    info.annotations.push({ type: 'runs on', description: runsOn });
    const desktop = new DesktopProgram();
    try {
      await desktop.start();
      await use(desktop);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach('desktop.log', {
          body: desktop.output,
          contentType: 'text/plain',
        });
      }
      await desktop.remove();
    }
  },
  beamtime: async ({ desktop }, use) => {
    const faults = new Faults();
    // Refused on purpose by a test.
    faults.allow(/example\.org/);
    faults.watch(desktop.page.context());
    const beamtime = new BeamtimeWindow(desktop.page);
    await beamtime.expectConnected();
    await use(beamtime);
    expect(faults.unexpected(), 'what the page complained about').toEqual([]);
  },
});

test.beforeAll(() => {
  process.stdout.write(`The desktop program runs on ${runsOn}.\n`);
});

test('the main job by clicking: move, scan, watch, find the file', async ({
  beamtime,
  desktop,
}) => {
  const { devices, scan, runBar, plot, history } = beamtime;
  await devices.move('samx', '0.25');
  await devices.expectValue('samx', 0.25);

  await scan.chooseType('ascan');
  await scan.chooseAxis('Axis', 'samx');
  await scan.fill('From', '0');
  await scan.fill('To', '1');
  await scan.fill('Intervals', '10');
  await scan.fill('Exposure', '0.05');
  await scan.runNow.click();
  await runBar.expectRunning();
  await runBar.expectEnded(/finished/i);

  await plot.expectDrawing(/over samx/);
  const [line] = await plot.lines();
  expect(line?.x).toHaveLength(11);
  await history.show();
  await history.expectOutcome(1, /finished/i);
  const files = await readdir(path.join(desktop.folder, 'data'), {
    recursive: true,
  });
  const file = files.find((name) => /\.(h5|nxs|hdf5)$/.test(name));
  expect(file).toBeDefined();
  expect(
    statSync(path.join(desktop.folder, 'data', file ?? '')).size,
  ).toBeGreaterThan(1000);
});

test('the window is locked up as it should be', async ({
  desktop,
  beamtime,
}) => {
  const preferences = await desktop.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents ?? {};
    // Electron has it, its types do not.
    const get: unknown = Reflect.get(contents, 'getLastWebPreferences');
    return typeof get === 'function' ? Reflect.apply(get, contents, []) : null;
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
  });
  const seen = await beamtime.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer'];
    return names.filter((name) => name in globalThis);
  });
  expect(seen).toEqual([]);
});

test('the page can neither go elsewhere nor open windows', async ({
  desktop,
  beamtime,
}) => {
  const before = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getURL(),
  );
  await beamtime.page.evaluate("window.open('https://example.org/')");
  await beamtime.page.evaluate("location.href = 'https://example.org/'");
  await expect.poll(() => beamtime.page.context().pages().length).toBe(1);
  const after = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getURL()),
  );
  expect(after).toEqual([before]);
  await beamtime.devices.move('samy', '0.1');
  await beamtime.devices.expectValue('samy', 0.1);
});

test('messages from anybody but its own page are refused', async ({
  desktop,
  beamtime,
}) => {
  const answers = await desktop.evaluate(({ BrowserWindow, ipcMain }) => {
    const heard: unknown[] = [];
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const stranger = {
      id: 99,
      isDestroyed: () => false,
      send: (...frame: unknown[]) => heard.push(frame),
    };
    const open = { connection: 'stranger', kind: 'open' };
    const foreignFrame = { url: 'https://evil.example/', parent: null };
    ipcMain.emit(
      'beamtime',
      {
        sender: stranger,
        senderFrame: { url: 'beamtime://page/', parent: null },
      },
      open,
    );
    ipcMain.emit(
      'beamtime',
      { sender: contents, senderFrame: foreignFrame },
      open,
    );
    ipcMain.emit('beamtime', { sender: contents, senderFrame: null }, open);
    return heard;
  });
  expect(answers).toEqual([]);
  await expect
    .poll(() => desktop.output)
    .toContain('https://evil.example/ was refused');
  await beamtime.devices.move('samy', '0.1');
  await beamtime.devices.expectValue('samy', 0.1);
});

test('quitting while a scan runs asks; staying lets it run, aborting completes its file', async ({
  desktop,
  beamtime,
}) => {
  await desktop.evaluate(({ dialog }) => {
    const asked: unknown[] = [];
    Reflect.set(globalThis, 'asked', asked);
    Reflect.set(globalThis, 'answer', 0);
    dialog.showMessageBox = (...question: unknown[]) => {
      asked.push(question.at(-1));
      return Promise.resolve({
        response: Number(Reflect.get(globalThis, 'answer')),
        checkboxChecked: false,
      });
    };
  });
  await beamtime.scan.type('ascan samx 0 1 200 0.1');
  await beamtime.runBar.expectPoint(2);

  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.close(),
  );
  await expect
    .poll(() => desktop.evaluate(() => Reflect.get(globalThis, 'asked')))
    .toMatchObject([
      { message: 'A scan is running.', buttons: ['Stay', 'Abort and quit'] },
    ]);
  const point = await beamtime.runBar.point();
  await beamtime.runBar.expectPoint(point + 2);

  await desktop.evaluate(() => {
    Reflect.set(globalThis, 'answer', 1);
  });
  expect(await desktop.quit()).toBe(0);

  const again = new BeamtimeWindow(await desktop.start());
  await again.expectConnected();
  await again.history.show();
  await again.history.expectOutcome(1, /aborted/i);
});

test('quitting while nothing runs asks nobody', async ({
  desktop,
  beamtime,
}) => {
  await beamtime.runBar.expectIdle();
  expect(await desktop.quit()).toBe(0);
  expect(existsSync(path.join(desktop.folder, 'state', 'station.json'))).toBe(
    false,
  );
});

test('a second start brings the first window to the front and ends', async ({
  desktop,
  beamtime,
}) => {
  await beamtime.runBar.expectIdle();
  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.minimize(),
  );
  expect(await desktop.startSecond()).toContain('Beamtime runs already');
  await expect
    .poll(() =>
      desktop.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => window.isMinimized()),
      ),
    )
    .toEqual([false]);
});

test('the window comes back where it was', async ({ desktop, beamtime }) => {
  await beamtime.runBar.expectIdle();
  const bounds = { x: 60, y: 80, width: 1200, height: 760 };
  await desktop.evaluate(
    ({ BrowserWindow }, place) =>
      BrowserWindow.getAllWindows()[0]?.setBounds(place),
    bounds,
  );
  await desktop.quit();
  await desktop.start();
  const kept = await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(kept).toEqual(bounds);
});

test('a page that crashes comes back, and the scan goes on meanwhile', async ({
  desktop,
  beamtime,
}) => {
  await beamtime.scan.type('ascan samx 0 1 300 0.1');
  await beamtime.runBar.expectPoint(2);
  // A page that is not back yet refuses to be asked.
  const shown = () =>
    desktop
      .evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
          'document.body.innerText',
        ),
      )
      .catch(() => '');
  await desktop.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(shown, { timeout: 30_000 }).toMatch(/point \d+ of 301/);
});

test('data are saved and queues opened by native dialogs', async ({
  desktop,
  beamtime,
}) => {
  const { page, scan, runBar, queue } = beamtime;
  const saved = path.join(desktop.folder, 'saved.csv');
  const scans = path.join(desktop.folder, 'scans.txt');
  await writeFile(scans, 'ascan samy 0 1 5 0.1\n');
  await desktop.evaluate(
    ({ dialog }, files) => {
      dialog.showSaveDialog = () =>
        Promise.resolve({ canceled: false, filePath: files.saved });
      dialog.showOpenDialog = () =>
        Promise.resolve({ canceled: false, filePaths: [files.scans] });
    },
    { saved, scans },
  );
  await scan.type('ascan samx 0 1 4 0.05');
  await runBar.expectEnded(/finished/i);
  await page.getByRole('button', { name: 'Save the plot or its data' }).click();
  await page.getByRole('menuitem', { name: 'Save the data as CSV' }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  await expect
    .poll(async () => (await readFile(saved, 'utf8')).trim().split('\n').length)
    .toBeGreaterThanOrEqual(6);

  await page.getByRole('button', { name: /^Menu of .*Queue/ }).click();
  await page.getByRole('menuitem', { name: 'Add scans from a file' }).click();
  await expect(queue.rows).toHaveCount(1);
  await expect(queue.rows.first()).toContainText('samy');
});

test('Stop all in the menu stops without the page', async ({
  desktop,
  beamtime,
}) => {
  await beamtime.scan.type('ascan samx 0 1 300 0.1');
  await beamtime.runBar.expectPoint(1);
  await desktop.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.getMenuItemById('stop-all')?.click(),
  );
  await expect(beamtime.header.stopBanner).toBeVisible();
  await beamtime.runBar.expectEnded(/aborted/i);
});

test('the command line finds the station of the window', async ({
  desktop,
  beamtime,
}) => {
  await beamtime.runBar.expectIdle();
  const table = await desktop.command('devices');
  expect(table).toContain('samx');
  expect(table).toContain('diode');
});
