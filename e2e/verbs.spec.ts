import { readRun } from '../src/main/data/testing/read-runs.ts';
import { expect, test } from './fixtures.ts';
import { onlyDataFile } from './support/find-file.ts';

const LONG = 'ascan samx -1 1 400 0.1';

test('pause rests after a point, resume goes on to the end', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar } = beamtime;
  await scan.type('ascan samx -0.2 0.2 40 0.2');
  await runBar.expectPoint(3);
  await runBar.pause.click();
  await expect(runBar.resume).toBeVisible();
  await expect(runBar.root).toContainText(/Paused/);
  const point = await runBar.point();
  await beamtime.page.waitForTimeout(1000);
  expect(await runBar.point()).toBe(point);
  await runBar.resume.click();
  await runBar.expectEnded(/Finished/i);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.measurement['samx']).toHaveLength(41);
});

test('skip ends the run early, keeps what there is and goes on with the queue', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar, history } = beamtime;
  await scan.type(LONG);
  await runBar.expectPoint(3);
  await runBar.skip.click();
  await runBar.expectIdle();
  await history.show();
  await history.expectOutcome(1, /Ended early|Skipped/i);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.points).toBeGreaterThanOrEqual(3);
  expect(run.points).toBeLessThan(401);
});

test('abort stops the motor, closes the file and says so', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar, history, devices } = beamtime;
  await scan.type(LONG);
  await runBar.expectPoint(3);
  await runBar.abort.click();
  await runBar.expectEnded(/Aborted/i);
  await history.show();
  await history.expectOutcome(1, /Aborted/);
  const before = await devices.value('samx');
  await beamtime.page.waitForTimeout(1000);
  expect(await devices.value('samx')).toBe(before);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.endReason).toBe('USER_ABORT');
  expect(run.endMessage).toContain('Aborted by');
});

test('STOP ALL ends a scan at once, latches, and is reset on purpose', async ({
  beamtime,
}) => {
  const { scan, runBar, header, devices, history } = beamtime;
  await scan.type(LONG);
  await runBar.expectPoint(2);
  await header.stopAll.click();
  await runBar.expectIdle();
  await expect(header.stopBanner).toBeVisible();
  await history.show();
  await history.expectOutcome(1, /Aborted/);

  await devices.move('samy', '1');
  await expect(
    beamtime.page.getByText(/STOP ALL was pressed/).first(),
  ).toBeVisible();
  await beamtime.page.keyboard.press('Escape');
  await header.resetStop.click();
  await expect(header.stopBanner).toBeHidden();
  await devices.move('samy', '0.5');
  await devices.expectValue('samy', 0.5);
});

test('STOP ALL works from the keyboard, also while a field is being edited', async ({
  beamtime,
}) => {
  const { scan, header } = beamtime;
  await scan.typedLine.focus();
  await beamtime.page.keyboard.press('Control+.');
  await expect(header.stopBanner).toBeVisible();
});

test('a moving axis has a Stop where its step was', async ({ beamtime }) => {
  const { devices } = beamtime;
  await devices.move('theta', '40');
  await devices.stopButton('theta').click();
  await expect(devices.stopButton('theta')).toBeHidden({ timeout: 15_000 });
  expect(await devices.value('theta')).toBeLessThan(39);
});

test('a scan goes on while the page is reloaded, and no point is missing', async ({
  beamtime,
}) => {
  const { scan, runBar, plot, page } = beamtime;
  await scan.type('ascan samx -0.5 0.5 60 0.2');
  await runBar.expectPoint(5);
  await page.reload();
  await beamtime.expectConnected();
  await runBar.expectRunning();
  await runBar.expectEnded(/Finished/i);
  await expect
    .poll(async () => (await plot.lines()).some(({ x }) => x.length === 61))
    .toBe(true);
});
