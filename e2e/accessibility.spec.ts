import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

for (const colours of ['Light', 'Dark'] as const) {
  test(`axe finds no serious fault in ${colours.toLowerCase()}`, async ({
    beamtime,
    page,
  }) => {
    await beamtime.header.setColours(colours);
    await beamtime.scan.type('ascan samx 0 0.2 4 0.05');
    await beamtime.runBar.expectRunEnded(1, /finished/i);
    expect(await seriousFaults(page)).toEqual([]);
  });
}

test('axe finds no serious fault in what opens over the window', async ({
  beamtime,
  page,
}) => {
  await beamtime.devices.openDetails('samx');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await beamtime.devices.openTarget('samx');
  await beamtime.devices.target('samx').fill('no number');
  await beamtime.devices.target('samx').press('Enter');
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await beamtime.header.control.click();
  expect(await seriousFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await beamtime.header.stopAll.click();
  await expect(beamtime.header.stopBanner).toBeVisible();
  expect(await seriousFaults(page)).toEqual([]);
});

/** What axe calls serious or critical, with the elements it means. */
async function seriousFaults(
  page: Page,
): Promise<{ id: string; where: string[] }[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
}
