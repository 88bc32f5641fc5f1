import { expect, test } from './fixtures.ts';

test('the page opens and lists the devices of the simulated beamline', async ({
  beamtime,
}) => {
  await expect(beamtime.header.root).toContainText('SIMULATION');
  for (const name of ['samx', 'theta', 'i0', 'diode']) {
    await expect(beamtime.devices.row(name)).toBeVisible();
  }
  await expect(beamtime.header.stopAll).toBeEnabled();
});

test('a motor moves to where it is told', async ({ beamtime }) => {
  await beamtime.devices.move('samx', '0.25');
  await beamtime.devices.expectValue('samx', 0.25);
});

test('the page finds its station again after a restart', async ({
  beamtime,
  station,
}) => {
  await station.restart();
  await beamtime.expectConnected();
  await expect(beamtime.header.root).toContainText('SIMULATION', {
    timeout: 30_000,
  });
});
