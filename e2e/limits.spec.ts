import { expect, test } from './fixtures.ts';

test('limits are set with a unit, count at once, and are there after a restart', async ({
  beamtime,
  station,
}) => {
  const { devices } = beamtime;
  const details = await devices.openDetails('samx');
  await expect(devices.limit('Lower')).toHaveValue('');
  await expect(details).toContainText('Device: \u22122.000');
  await devices.setLimits('', '0.1 cm');
  await expect(devices.limit('Upper')).toHaveValue('1');
  await expect(devices.limit('Lower')).toHaveValue('');
  await expect(details).toContainText('\u22122.000 to 1.000 mm');
  await beamtime.page.keyboard.press('Escape');
  await devices.move('samx', '1.5');
  await expect(devices.targetForm('samx')).toContainText(/limit/i);
  await beamtime.page.keyboard.press('Escape');

  await station.restart();
  await expect(devices.row('samx')).toBeVisible();
  const again = await devices.openDetails('samx');
  await expect(again).toContainText('\u22122.000 to 1.000 mm');
  await expect(devices.limit('Upper')).toHaveValue('1');
});

test('a limit that is none is refused at its field with a sentence', async ({
  beamtime,
}) => {
  const { devices } = beamtime;
  const details = await devices.openDetails('samx');
  for (const [upper, sentence] of [
    ['soon', /Upper limit: "soon" is not a number/],
    ['1 kg', /kg/],
    ['99', /outside the range of the device/],
  ] as const) {
    await devices.setLimits('', upper);
    await expect(details.getByRole('alert')).toHaveText(sentence);
    await expect(devices.limit('Upper')).toHaveValue(upper);
  }
  await expect(details).toContainText('\u22122.000 to 4.500 mm');
});
