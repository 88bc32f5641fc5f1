import { readRun } from '../src/main/data/testing/read-runs.ts';
import { expect, test } from './fixtures.ts';
import { onlyDataFile } from './support/find-file.ts';

test('the main job by clicking: move, build a scan, watch it, find every number in the file', async ({
  beamtime,
  station,
}) => {
  const { devices, scan, runBar, history, plot } = beamtime;
  await devices.move('samx', '0.2');
  await devices.expectValue('samx', 0.2);

  await scan.chooseType('ascan');
  await scan.chooseAxis('Axis', 'samx');
  await scan.fill('From', '-0.5');
  await scan.fill('To', '0.5');
  await scan.fill('Intervals', '10');
  await scan.fill('Exposure', '0.1');
  await expect(scan.root).toContainText('11 points');
  await scan.runNow.click();

  await runBar.expectRunning();
  await runBar.expectEnded(/Finished/i);
  await history.show();
  await history.expectOutcome(1, /Finished/);

  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.endReason).toBe('SUCCESS');
  expect(run.line).toBe('ascan samx -0.5 0.5 10 0.1');
  const { samx, i0, i1, i1_i0: ratio } = run.measurement;
  expect(samx).toHaveLength(11);
  expect(samx?.[0]).toBeCloseTo(-0.5, 2);
  expect(samx?.[10]).toBeCloseTo(0.5, 2);
  expect(i0?.every((value) => value > 0)).toBe(true);
  expect(ratio?.[5]).toBeCloseTo((i1?.[5] ?? 0) / (i0?.[5] ?? 0), 9);

  const lines = await plot.lines();
  const drawn = lines.find(({ x }) => x.length === 11);
  expect(drawn?.x).toEqual(samx);
  expect(Object.values(run.measurement)).toContainEqual(drawn?.y);
  expect(run.defaultPlot.problems).toEqual([]);
  expect(run.defaultPlot.axes).toEqual(['samx']);
  expect(run.defaultPlot.values).toEqual(drawn?.y);
});

test('the main job by typed line', async ({ beamtime, station }) => {
  const { scan, runBar } = beamtime;
  await scan.type('dscan samy -0.2 0.2 8 0.05');
  await runBar.expectEnded(/Finished/i);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.measurement['samy']).toHaveLength(9);
  await beamtime.devices.expectValue('samy', Number(run.start['samy']));
});

test('a typed line and the form are the same scan', async ({ beamtime }) => {
  const { scan } = beamtime;
  await scan.typedLine.fill('ascan samy -1 2 30 0.25');
  await expect(scan.field('From')).toHaveValue('-1');
  await expect(scan.field('Intervals')).toHaveValue('30');
  await scan.fill('To', '3');
  await expect(scan.typedLine).toHaveValue('ascan samy -1 3 30 0.25');
});

test('a mesh becomes a map, in the window and in the file', async ({
  beamtime,
  station,
}) => {
  const { scan, runBar } = beamtime;
  await scan.type('mesh samx -0.4 0.4 4 samy -0.3 0.3 3 0.02 snake');
  await runBar.expectEnded(/Finished/i);
  const run = readRun(onlyDataFile(station.dataFolder));
  expect(run.defaultPlot.shape).toEqual([4, 5]);
  expect(run.defaultPlot.problems).toEqual([]);
  expect(run.measurement['samx']).toHaveLength(20);
  // Snake: the second row runs backwards in time, forwards in the grid.
  expect(run.measurement['samx']?.[5]).toBeCloseTo(0.4, 1);
  await expect(
    beamtime.page.locator('.js-plotly-plot .heatmaplayer').first(),
  ).toBeAttached();
});

test('a run is repeated and edited from the history', async ({ beamtime }) => {
  const { scan, runBar, history } = beamtime;
  await scan.type('ct 0.05');
  await runBar.expectEnded(/Finished/i);
  await history.show();
  await history.runAgain(1);
  await history.expectOutcome(2, /Finished/);
  await history.edit(2);
  await expect(scan.typedLine).toHaveValue('ct 0.05');
});
