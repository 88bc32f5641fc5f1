import { expect, test } from './fixtures.ts';

test('a second client watches, can ask, is given control, and the first then watches', async ({
  beamtime,
  openAnother,
}) => {
  const other = await openAnother();
  await expect(beamtime.header.control).toContainText('Yours');
  await expect(other.header.control).not.toContainText('Yours');

  await other.scan.typedLine.fill('ct 0.1');
  await expect(other.scan.runNow).toBeDisabled();

  await other.header.control.click();
  await other.page.getByRole('menuitem', { name: /^Ask/ }).click();
  await beamtime.page.getByRole('button', { name: /^Give/ }).first().click();
  await expect(other.header.control).toContainText('Yours');
  await expect(beamtime.header.control).not.toContainText('Yours');

  await other.devices.move('samx', '0.3');
  await beamtime.devices.expectValue('samx', 0.3);
});

test('a second client can take control', async ({ beamtime, openAnother }) => {
  const other = await openAnother();
  await other.header.takeControl();
  await expect(other.header.control).toContainText('Yours');
  await expect(beamtime.header.control).not.toContainText('Yours');
});

test('STOP ALL works for who only watches', async ({
  beamtime,
  openAnother,
}) => {
  const other = await openAnother();
  await beamtime.scan.type('ascan samx -1 1 400 0.1');
  await other.runBar.expectPoint(2);
  await other.header.stopAll.click();
  await beamtime.runBar.expectIdle();
  await expect(beamtime.header.stopBanner).toBeVisible();
});

test('a watching page shows the same points as the one in control', async ({
  beamtime,
  openAnother,
}) => {
  const other = await openAnother();
  await beamtime.scan.type('ascan samx -0.3 0.3 12 0.05');
  await beamtime.runBar.expectEnded(/Finished/i);
  const of = async (window: typeof beamtime) =>
    (await window.plot.lines()).find(({ x }) => x.length === 13);
  await expect.poll(() => of(other)).toBeDefined();
  expect((await of(other))?.y).toEqual((await of(beamtime))?.y);
});
