import { readRun } from '../src/main/data/testing/read-runs.ts';
import { expect, test as base } from './fixtures.ts';
import { demoText, withBeamlineFile } from './support/beamline-file.ts';
import { onlyDataFile } from './support/find-file.ts';
import { Rack } from './support/rack.ts';

/** The demo beamline with one more rack, which is no simulated one. */
const test = base.extend<{ rack: Rack }>({
  // eslint-disable-next-line no-empty-pattern -- a fixture without fixtures of its own
  rack: async ({}, use) => {
    const rack = new Rack();
    await rack.plugIn();
    await use(rack);
    await rack.pull();
  },
  stationArgs: async ({ rack }, use) => {
    await withBeamlineFile(
      demoText().replace(/^instruments:\n/m, `instruments:\n${rack.entry}`),
      (file) => use(['--beamline', file]),
    );
  },
});

test('a line that is pulled during a scan holds it; put back, the scan goes on, and the file has every point once', async ({
  beamtime,
  rack,
  station,
}) => {
  const { scan, runBar, history, log } = beamtime;
  await scan.type('ascan slide 0 3 20 0.05');
  await runBar.expectPoint(4);
  await rack.pull();
  await expect(runBar.root).toContainText(/Held before point \d+ since/);
  await expect(runBar.root).toContainText('slide is offline');
  const held = await runBar.point();
  await expect(
    beamtime.page.getByRole('button', { name: 'Pause' }),
  ).toBeEnabled();

  await rack.plugIn();
  await runBar.expectEnded(/Finished · Held once/);
  await history.show();
  await history.expectOutcome(1, /Finished/);
  await log.show();
  await expect(log.root).toContainText(/Run 1: Held before point \d+/);
  await expect(log.root).toContainText('Run 1: Goes on.');

  const run = readRun(onlyDataFile(station.dataFolder));
  expect(held).toBeLessThan(21);
  expect(run.endReason).toBe('SUCCESS');
  const { slide = [], i0 } = run.measurement;
  expect(slide.map((place) => Number(place.toFixed(2)))).toEqual(
    Array.from({ length: 21 }, (_, point) => Number((point * 0.15).toFixed(2))),
  );
  expect(i0).toHaveLength(21);
});

test('a controller that falls silent during a scan holds it as well', async ({
  beamtime,
  rack,
  station,
}) => {
  const { scan, runBar } = beamtime;
  await scan.type('ascan slide 0 2 10 0.05');
  await runBar.expectPoint(3);
  rack.isDeaf = true;
  await expect(runBar.root).toContainText(/Held before point \d+ since/);
  rack.isDeaf = false;
  await runBar.expectEnded(/Finished · Held/);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.measurement['slide']).toHaveLength(11);
});
