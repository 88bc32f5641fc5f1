import { rmSync, writeFileSync } from 'node:fs';
import { readRun } from '../src/main/data/testing/read-runs.ts';
import { expect, test } from './fixtures.ts';
import { onlyDataFile } from './support/find-file.ts';

test('after kill -9 in the middle of a scan everything that was shown is in the file, and nothing starts by itself', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar, history, queue } = beamtime;
  await scan.type('ct 0.05', { toQueue: true });
  await scan.type('ascan samx -1 1 400 0.1');
  await runBar.expectPoint(8);
  const shown = (await beamtime.plot.lines()).flatMap(({ x }) => [...x]);
  await station.kill('SIGKILL');
  await expect(
    beamtime.page.getByText(/Connection lost/).first(),
  ).toBeVisible();

  await station.start();
  await expect(beamtime.page.getByText(/Connection lost/)).toHaveCount(0, {
    timeout: 30_000,
  });
  await history.show();
  await history.expectOutcome(1, /Cut short/i);
  await expect(queue.root).toContainText('ct 0.05');
  await expect(queue.root).toContainText(/[Hh]eld/);

  const run = readRun(onlyDataFile(station.dataFolder));
  const samx = run.measurement['samx'] ?? [];
  for (const x of shown.filter(Number.isFinite)) expect(samx).toContain(x);
});

test('a data folder that vanishes during a scan costs nothing: the file is made again', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar } = beamtime;
  await scan.type('ascan samx -0.5 0.5 40 0.1');
  await runBar.expectPoint(5);
  rmSync(station.dataFolder, { recursive: true });
  await runBar.expectEnded(/Finished/i);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.measurement['samx']).toHaveLength(41);
  expect(run.measurement['samx']?.every(Number.isFinite)).toBe(true);
});

test('a data folder that cannot be written refuses the scan in words, and nothing moves', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar, devices, history } = beamtime;
  const before = await devices.value('samx');
  rmSync(station.dataFolder, { recursive: true });
  writeFileSync(station.dataFolder, 'a file where the folder was');
  await scan.type('ascan samx 1 2 10 0.1');
  await history.show();
  await history.expectOutcome(1, /Failed.*data/i);
  await runBar.expectIdle();
  expect(await devices.value('samx')).toBe(before);
});
