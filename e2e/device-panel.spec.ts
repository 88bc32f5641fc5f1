import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

test('a parameter is set in any unit that fits; a refusal says why and keeps what was typed', async ({
  beamtime: { device },
}) => {
  await device.open('samx');
  await expect(device.value('velocity')).toHaveText('2.000');

  await device.set('velocity', '0.15 cm/s');
  await expect(device.value('velocity')).toHaveText('1.500');

  await device.set('velocity', '3 K');
  await expect(device.refusal).toContainText('mm/s');
  await expect(device.field('velocity')).toHaveValue('3 K');
  await device.field('velocity').press('Escape');
  await expect(device.refusal).toHaveCount(0);
  await expect(device.change('velocity')).toBeFocused();
  await expect(device.value('velocity')).toHaveText('1.500');
});

test('a locked parameter cannot be changed by anybody, who is told by whom and why', async ({
  beamtime,
  openAnother,
}) => {
  await beamtime.device.open('samx');
  await beamtime.device.openMore('velocity');
  await beamtime.device.lock('the sample is fragile');
  const other = await openAnother();
  await other.header.takeControl();
  await other.device.open('samx');

  await expect(other.device.row('velocity')).toContainText(
    'the sample is fragile',
  );
  await expect(other.device.change('velocity')).toBeDisabled();
  await expect(other.device.change('velocity')).toHaveAttribute(
    'title',
    /locked by .*: the sample is fragile/,
  );
  await expect(other.device.change('acceleration')).toBeEnabled();

  await other.device.openMore('velocity');
  await other.device.button('Unlock').click();
  await expect(other.device.refusal).toContainText('the sample is fragile');
  await expect(other.device.change('velocity')).toBeDisabled();
  await other.device.button('Unlock all the same').click();
  await expect(other.device.change('velocity')).toBeEnabled();
});

test('what was put aside comes back', async ({ beamtime: { device } }) => {
  await device.open('samx');
  await device.openMore('velocity');
  await device.button('Put aside').click();
  const back = device.button('Bring velocity back, 1 put aside');
  await expect(back).toBeVisible();
  await device.set('velocity', '0.5');
  await expect(device.value('velocity')).toHaveText('0.500');
  await back.click();
  await expect(device.value('velocity')).toHaveText('2.000');
  await expect(back).toHaveCount(0);

  await device.button('Put all aside').click();
  await device.set('velocity', '1');
  await expect(device.value('velocity')).toHaveText('1.000');
  await device.set('position', '1');
  await expect(device.value('position')).toHaveText('1.000');
  await expect(device.state('Idle')).toBeVisible();
  const shown = await device.openBringBack();
  await expect(shown.getByRole('status')).toContainText(
    'samx moves from 1.000 mm to 0.',
  );
  await expect(shown.getByRole('row', { name: /^velocity/ })).toHaveText(
    'velocity1.000 mm/s2.000 mm/s',
  );
  await shown.getByRole('button', { name: 'Cancel' }).click();
  await expect(device.value('velocity')).toHaveText('1.000');
  await device.openBringBack();
  await shown.getByRole('button', { name: 'Bring back' }).click();
  await expect(device.value('velocity')).toHaveText('2.000');
});

test('a motor finds its reference and shows that it is on its way', async ({
  beamtime: { device },
}) => {
  await device.open('samx');
  await expect(device.value('reference')).toHaveText('unknown');
  // Far and slow, so that there is something to see.
  await device.set('position', '4');
  await expect(device.value('position')).toHaveText('4.000');
  await device.set('velocity', '0.25');
  await expect(device.value('velocity')).toHaveText('0.250');
  await device.button('Find reference').click();
  await Promise.all([
    expect(device.state('Moving')).toBeVisible(),
    expect(device.button('Find reference')).toBeDisabled(),
    expect(device.button('Stop samx')).toBeEnabled(),
  ]);
  await expect(device.value('reference')).toHaveText('found', {
    timeout: 60_000,
  });
  await expect(device.button('Find reference')).toBeEnabled();
});

test('a motor is stepped from its panel by the step that its row has', async ({
  beamtime: { device, devices },
}) => {
  await devices.move('samx', '0');
  await devices.expectValue('samx', 0, 0.0005);
  await devices.setStep('samx', '0,25');
  await device.open('samx');
  await device.button('Step samx up by 0.25 mm').click();
  await devices.expectValue('samx', 0.25, 0.0005);
  await device.button('Step samx down by 0.25 mm').click();
  await devices.expectValue('samx', 0, 0.0005);
  await device.root
    .getByRole('textbox', { name: 'Step of samx in mm' })
    .fill('0.5');
  await device.button(/^Step samx up/).click();
  await devices.expectValue('samx', 0.5, 0.0005);
  await expect(devices.stepField('samx')).toHaveValue('0.500');
});

test('its Stop ends what it was told to do', async ({
  beamtime: { device },
}) => {
  await device.open('samx');
  await device.set('velocity', '0.1');
  await expect(device.value('velocity')).toHaveText('0.100');
  await device.set('position', '4');
  await expect(device.state('Moving')).toBeVisible();
  await device.button('Stop samx').click();
  await expect(device.state('Idle')).toBeVisible();
});

test('a place is called something else after old and new were shown, and is called so after a reload', async ({
  beamtime,
  page,
}) => {
  const { device, devices } = beamtime;
  await device.open('samx');
  await devices.move('samx', '1');
  await devices.expectValue('samx', 1, 0.0005);
  await expect(device.state('Idle')).toBeVisible();

  const form = await device.openSetPosition();
  await form.getByRole('textbox').fill('25 um');
  const table = form.getByRole('table', { name: 'Old and new' });
  await expect(table.getByRole('row').nth(1)).toHaveText(
    'Position1.000 mm0.025 mm',
  );
  await expect(table.getByRole('row').nth(2)).toHaveText(
    'Offset0.000 mm\u22120.975 mm',
  );
  await expect(device.value('position')).toHaveText('1.000');
  await form.getByRole('button', { name: 'Set position' }).click();
  await expect(device.value('position')).toHaveText('0.025');
  await expect(device.value('offset')).toHaveText('\u22120.975');

  await page.reload();
  await beamtime.expectConnected();
  await expect(device.value('position')).toHaveText('0.025');
  await expect(device.value('offset')).toHaveText('\u22120.975');
});

test('a value has its trend, which is there again after a reload', async ({
  beamtime,
  page,
}) => {
  const { device, devices } = beamtime;
  await device.open('samx');
  await device.button('Trend of position').click();
  const drawn = device.trendLine('position');
  await expect(drawn).toHaveAttribute('d', /L/, { timeout: 30_000 });
  const flat = await drawn.getAttribute('d');
  await devices.move('samx', '0.8');
  await expect
    .poll(async () => ((await drawn.getAttribute('d')) ?? '').length)
    .toBeGreaterThan(flat?.length ?? 0);
  await page.reload();
  await beamtime.expectConnected();
  await expect(device.trend('position')).toBeVisible();
  await device.button('Close the trend').click();
  await expect(device.trend('position')).toHaveCount(0);
});

test('the last traffic of its line is at hand', async ({
  beamtime: { device },
}) => {
  await device.open('samx');
  await device.root.getByText('Last traffic of its line').click();
  await expect(
    device.root.getByRole('list', { name: /^Traffic of samx/ }),
  ).toContainText('?');
});

test('the palette opens it, and from there the line of the device is followed', async ({
  beamtime: { device },
  page,
}) => {
  await page.keyboard.press('Control+k');
  await page
    .getByRole('dialog', { name: 'Commands' })
    .getByRole('textbox')
    .fill('samz: all');
  await page.keyboard.press('Enter');
  await expect(device.table('samz')).toBeVisible();
  await device.button('Follow its line').click();
  await expect(
    page.getByRole('tab', { name: 'Lines', exact: true }),
  ).toHaveAttribute('aria-selected', 'true');
});

test('every device has a panel, whatever it can do', async ({
  beamtime: { device },
}) => {
  for (const name of ['s1gap', 'i0', 'shutter']) {
    await device.open(name);
    await expect(device.row('status')).toContainText('idle');
    await expect(device.button('Set position')).toHaveCount(0);
  }
});

for (const colours of ['Light', 'Dark'] as const) {
  test(`axe finds no serious fault in ${colours.toLowerCase()}, with everything open`, async ({
    beamtime: { device, header },
    page,
  }) => {
    await header.setColours(colours);
    await device.open('samx');
    await device.openMore('velocity');
    await device.lock('fragile');
    await device.set('acceleration', 'no number');
    await expect(device.refusal).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await device.openSetPosition();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

/** What axe calls serious or critical, with the elements it means. */
async function seriousFaults(
  page: ConstructorParameters<typeof AxeBuilder>[0]['page'],
): Promise<{ id: string; where: string[] }[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
}
