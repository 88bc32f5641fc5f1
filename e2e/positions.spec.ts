import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { BeamtimeWindow } from './pages/window.ts';

test('chosen axes are saved, and brought back in an order after the difference was shown', async ({
  beamtime,
}) => {
  const { positions } = beamtime;
  await putAtZero(beamtime, ['samx', 'samy']);
  await expect(positions.root).toContainText('No positions are saved yet');
  await positions.save('sample change', ['samy', 'samx']);
  await expect(positions.set('sample change')).toContainText('2 axes');
  await expect(positions.set('sample change')).toContainText('samy, samx');

  await moveAway(beamtime, 'samx', 2.25);
  await moveAway(beamtime, 'samy', -0.5);
  await positions.open('sample change');
  await expect(positions.cell('samx', 'Now')).toHaveText('2.250');
  await expect(positions.cell('samx', 'Difference')).toHaveText('\u22122.250');
  await expect(positions.cell('samy', 'Difference')).toHaveText('+0.500');
  expect(await positions.order()).toEqual(['samy', 'samx']);

  await positions.grip('samx').focus();
  await positions.grip('samx').press('Alt+ArrowUp');
  expect(await positions.order()).toEqual(['samx', 'samy']);
  await positions.move.click();
  await expect(positions.row('samx').getByLabel('Moving')).toBeVisible();
  expect(await positions.cell('samy', 'Difference').innerText()).toBe('+0.500');
  await expect(positions.alerts).toContainText('2 axes moved back', {
    timeout: 30_000,
  });
  for (const axis of ['samx', 'samy']) {
    await expect(positions.cell(axis, 'Difference')).toHaveText('0.000');
  }
  await expect(positions.move).toBeDisabled();
});

test('the difference follows an axis while it moves, and Stop keeps the ones that wait', async ({
  beamtime,
}) => {
  const { positions } = beamtime;
  await putAtZero(beamtime, ['samx', 'samy']);
  await positions.save('park', ['samx', 'samy']);
  await moveAway(beamtime, 'samx', 4);
  await moveAway(beamtime, 'samy', 0.5);
  await positions.open('park');
  await expect(positions.cell('samx', 'Difference')).toHaveText('\u22124.000');
  await positions.move.click();
  await expect(positions.cell('samx', 'Difference')).toHaveText(
    /^\u2212[123]\./,
  );
  await positions.stop.click();
  await expect(positions.alerts).toHaveText(
    /Stopped\. Not in place: samx, samy\./,
  );
  await expect(positions.move).toHaveText('Move 2 axes');
  await expect(positions.cell('samy', 'Difference')).toHaveText('\u22120.500');
  await expect(positions.cell('samx', 'Difference')).not.toHaveText('0.000');
});

test('a name that is taken is replaced only when that is said once more', async ({
  beamtime,
}) => {
  const { positions } = beamtime;
  await positions.show();
  await positions.save('park', ['samx', 'samy']);
  await positions.fillForm('park', ['samz']);
  await positions.saveButton.click();
  await expect(positions.alerts).toContainText('"park" is taken: 2 axes');
  await positions.form.getByRole('button', { name: 'Keep them' }).click();
  await expect(positions.alerts).toHaveCount(0);
  await positions.saveButton.click();
  await positions.form.getByRole('button', { name: 'Replace' }).click();
  await expect(positions.set('park')).toContainText('1 axis');
  await expect(positions.set('park')).toContainText('samz');
});

test('a locked axis keeps all of them where they are until it is unticked', async ({
  beamtime,
  openAnother,
}) => {
  const { positions, devices, page } = beamtime;
  await putAtZero(beamtime, ['samx', 'samy']);
  await positions.save('park', ['samx', 'samy']);
  await moveAway(beamtime, 'samx', 0.2);
  await moveAway(beamtime, 'samy', 0.3);
  await page.getByRole('tab', { name: 'Devices', exact: true }).click();
  await devices.openDetails('samy');
  await page.getByRole('textbox', { name: 'Lock it, because' }).fill('glued');
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(page.getByText(/Locked by .*glued/)).toBeVisible();
  await page.keyboard.press('Escape');

  await positions.show();
  await positions.open('park');
  await expect(positions.row('samy')).toContainText('glued');
  await expect(positions.move).toBeDisabled();
  await expect(positions.root).toContainText(
    'samy cannot go there, so nothing moves.',
  );
  const other = await openAnother();
  await other.devices.expectValue('samx', 0.2);

  await positions.tick('samy').uncheck();
  await expect(positions.move).toHaveText('Move 1 axis');
  await positions.move.click();
  await other.devices.expectValue('samx', 0);
  await other.devices.expectValue('samy', 0.3);
});

test('a second client sees a new set and why it may not move it, and one that is removed goes', async ({
  beamtime,
  openAnother,
}) => {
  const other = await openAnother();
  await other.positions.show();
  await expect(other.positions.root).toContainText('No positions are saved');
  await putAtZero(beamtime, ['samx']);
  await beamtime.positions.save('park', ['samx']);
  await moveAway(beamtime, 'samx', 0.1);
  await other.positions.open('park');
  await expect(other.positions.cell('samx', 'Difference')).toHaveText(
    '\u22120.100',
  );
  await expect(other.positions.move).toBeDisabled();
  await expect(other.positions.root).toContainText('in control');
  await other.positions.back();

  await beamtime.positions.open('park');
  await beamtime.positions.root.getByRole('button', { name: 'Remove' }).click();
  await beamtime.positions.alerts
    .getByRole('button', { name: 'Remove' })
    .click();
  await expect(beamtime.positions.opened('park')).toContainText(
    'they were removed',
  );
  await expect(other.positions.root).toContainText('No positions are saved');
});

test('axes go another way round after they were dragged', async ({
  beamtime,
}) => {
  const { positions, page } = beamtime;
  await positions.show();
  await positions.save('park', ['samx', 'samy', 'samz']);
  await positions.open('park');
  const from = await positions.grip('samx').boundingBox();
  const to = await positions.grip('samz').boundingBox();
  if (!from || !to) throw new Error('The grips are not there.');
  await page.mouse.move(from.x + 8, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 8, to.y + 12, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => positions.order()).toEqual(['samy', 'samz', 'samx']);
});

for (const colours of ['Light', 'Dark'] as const) {
  test(`axe finds no serious fault in the positions in ${colours.toLowerCase()}`, async ({
    beamtime,
    page,
  }) => {
    const { positions } = beamtime;
    await beamtime.header.setColours(colours);
    await positions.show();
    expect(await seriousFaults(page)).toEqual([]);
    await positions.fillForm('park', ['samx', 'theta']);
    expect(await seriousFaults(page)).toEqual([]);
    await positions.saveButton.click();
    await expect(positions.form).toBeHidden();
    expect(await seriousFaults(page)).toEqual([]);
    await moveAway(beamtime, 'samx', 1);
    await positions.open('park');
    expect(await seriousFaults(page)).toEqual([]);
    await positions.root.getByRole('button', { name: 'Remove' }).click();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

/** The demo's axes begin anywhere. */
async function putAtZero(
  beamtime: BeamtimeWindow,
  axes: readonly string[],
): Promise<void> {
  for (const axis of axes) await moveAway(beamtime, axis, 0);
}

/** Moves an axis from the list of devices, and comes back to the positions. */
async function moveAway(
  { devices, positions, page }: BeamtimeWindow,
  axis: string,
  to: number,
): Promise<void> {
  await page.getByRole('tab', { name: 'Devices', exact: true }).click();
  await devices.move(axis, String(to));
  await devices.expectValue(axis, to);
  await positions.show();
}

async function seriousFaults(
  page: Page,
): Promise<{ id: string; where: string[] }[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('[data-panel="positions"]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
}
