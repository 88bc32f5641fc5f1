import { expect, test } from './fixtures.ts';

test('the palette finds a device, and Enter goes on to its field', async ({
  beamtime,
  page,
}) => {
  const { devices } = beamtime;
  await devices.filter.fill('theta');
  await expect(devices.row('samy')).toHaveCount(0);
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await palette.getByRole('textbox').fill('samy');
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(
    devices.row('samy').getByRole('button', { name: /^Move samy/ }),
  ).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(devices.target('samy')).toBeFocused();
});

test('the palette leads to named positions, and to describing the beamline', async ({
  beamtime: { page },
}) => {
  for (const [words, panel] of [
    ['restore named', 'Positions'],
    ['describe the beamline', 'Beamline'],
  ] as const) {
    await page.keyboard.press('Control+k');
    const palette = page.getByRole('dialog', { name: 'Commands' });
    await palette.getByRole('textbox').fill(words);
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
    await expect(
      page.getByRole('tab', { name: panel, exact: true }),
    ).toHaveAttribute('aria-selected', 'true');
  }
});
