import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test as base } from './fixtures.ts';
import { BeamlinePanel } from './pages/beamline-panel.ts';

const demo = path.resolve(
  import.meta.dirname,
  '../resources/beamlines/demo.yaml',
);

/** The demo beamline in a file of its own, with a simulated rack that nothing is connected to yet. */
const test = base.extend<{ file: string; beamline: BeamlinePanel }>({
  // eslint-disable-next-line no-empty-pattern -- a fixture without fixtures of its own
  file: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-file-'));
    const file = path.join(folder, 'demo.yaml');
    writeFileSync(
      file,
      readFileSync(demo, 'utf8').replace(
        /^( +)responders:\n/m,
        '$1responders:\n$1  rack9: { protocol: icepap, axes: { 1: {}, 2: {} } }\n',
      ),
    );
    await use(file);
    rmSync(folder, { recursive: true, force: true });
  },
  stationArgs: async ({ file }, use) => {
    await use(['--beamline', file]);
  },
  beamline: async ({ beamtime }, use) => {
    const beamline = new BeamlinePanel(beamtime.page);
    await beamline.show();
    await use(beamline);
  },
});

/** Fills the form of a new axis on the free rack in. */
async function describeAxis(
  beamline: BeamlinePanel,
  name: string,
): Promise<void> {
  await beamline.add('icepap', /IcePAP motor controller/);
  await beamline.reach('Simulated');
  await beamline.field('simulator').fill('rack9');
  await beamline.field('Name of the axis').fill(name);
  await beamline.field('address').fill('1');
}

test('an axis is described, tried, looked at and written; it moves without a restart, and can be disabled and removed', async ({
  beamline,
  beamtime,
  file,
}) => {
  const { devices } = beamtime;
  const before = readFileSync(file, 'utf8');
  await expect(beamline.row('samx')).toContainText('IcePAP motor controller');
  await expect(beamline.row('samx')).toContainText('simulated: rack1');
  await expect(beamline.row('samx')).toContainText(/demo\.yaml:\d+/);

  await describeAxis(beamline, 'newx');
  await beamline.root
    .getByRole('button', { name: /^Show \d+ more keys/ })
    .click();
  await beamline.field('velocity').fill('5');
  await expect(beamline.field('unit')).toHaveAttribute('placeholder', 'mm');
  await beamline.test.click();
  await expect(beamline.connection).toContainText('It answers: newx.');
  await expect(beamline.connection).toContainText('?VER');
  await expect(beamline.write).toBeDisabled();

  await beamline.showDifference.click();
  await expect(beamline.difference).toContainText('+      newx:');
  await expect(beamline.difference).toContainText('velocity: 5');
  await expect(beamline.difference).toContainText('No device is interrupted');
  expect(readFileSync(file, 'utf8')).toBe(before);
  await expect(devices.row('newx')).toHaveCount(0);

  await beamline.write.click();
  await expect(beamline.row('newx')).toContainText('simulated: rack9');
  expect(readFileSync(file, 'utf8')).toContain('newx:');
  await expect(devices.row('newx')).toBeVisible();
  await expect(devices.row('newx').getByText('Offline')).toHaveCount(0);
  await devices.move('newx', '1.5');
  await devices.expectValue('newx', 1.5);

  await beamline.choose('newx', 'Disable');
  await expect(beamline.difference).toContainText('+    disabled: true');
  await expect(beamline.difference).toContainText('Interrupted for it: newx.');
  await beamline.write.click();
  await expect(beamline.row('newx')).toContainText('Disabled');
  await expect(devices.row('newx')).toHaveCount(0);
  await beamline.choose('newx', 'Enable');
  await beamline.write.click();
  await expect(devices.row('newx')).toBeVisible();

  await beamline.choose('newx', 'Remove');
  await beamline.write.click();
  await expect(beamline.row('newx')).toHaveCount(0);
  await expect(devices.row('newx')).toHaveCount(0);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a mistake is told with its place, beside its field, and nothing that was typed is lost', async ({
  beamline,
  file,
}) => {
  const before = readFileSync(file, 'utf8');
  await describeAxis(beamline, 'newx');
  await beamline.field('address').fill('fast');
  await beamline.showDifference.click();
  await expect(beamline.alerts).toContainText(/demo\.yaml:\d+:\d+/);
  await expect(beamline.field('address')).toHaveAttribute(
    'aria-invalid',
    'true',
  );
  await expect(beamline.field('address')).toHaveValue('fast');
  await expect(beamline.write).toBeDisabled();
  expect(readFileSync(file, 'utf8')).toBe(before);

  await beamline.field('address').fill('1');
  await expect(beamline.alerts).toHaveCount(0);
  await beamline.showAndWrite();
  await expect(beamline.row('newx')).toBeVisible();
});

test('only the keys that were changed are written', async ({
  beamline,
  file,
}) => {
  await describeAxis(beamline, 'newx');
  await beamline.showAndWrite();
  await beamline.change('newx');
  await expect(beamline.showDifference).toBeDisabled();
  await beamline.root
    .getByRole('button', { name: /^Show \d+ more keys/ })
    .click();
  await beamline.field('limits, lower').fill('-1');
  await beamline.field('limits, upper').fill('2,5');
  await beamline.showDifference.click();
  await expect(beamline.difference).toContainText('limits: [-1, 2.5]');
  await expect(beamline.difference).toContainText('Interrupted for it: newx.');
  await expect(beamline.difference).not.toContainText('velocity');
  await beamline.write.click();
  await expect(beamline.row('newx')).toBeVisible();
  expect(readFileSync(file, 'utf8')).toContain('limits: [-1, 2.5]');
});

test('an instrument that runs answers over its line, changed or not; another one is not let onto it', async ({
  beamline,
  beamtime,
}) => {
  await beamline.change('samx');
  await beamline.test.click();
  await expect(beamline.connection).toContainText(
    'It runs on this line. It answers: samx,',
  );
  await expect(beamline.connection).toContainText('idle');
  await beamline.field('velocity').first().fill('1,5');
  await beamline.test.click();
  await expect(beamline.connection).toContainText(
    'What was changed is tried when it is written.',
  );
  await expect(beamtime.devices.row('samx').getByText('Offline')).toHaveCount(
    0,
  );

  await beamline.root.getByRole('button', { name: 'All instruments' }).click();
  await expect(beamline.alerts).toContainText('What you typed was not written');
  await beamline.root.getByRole('button', { name: 'Discard it' }).click();
  await describeAxis(beamline, 'newx');
  await beamline.field('simulator').fill('rack1');
  await beamline.field('address').fill('51');
  await beamline.test.click();
  await expect(beamline.alerts).toContainText(
    /samx runs on the line rack1, .* disable samx first/,
  );
});

test('a device gets another name after what follows it was shown; what people set goes with it', async ({
  beamline,
  beamtime,
}) => {
  const { devices, page } = beamtime;
  await devices.openDetails('s1l');
  await devices.setLimits('-1', '1');
  await page.keyboard.press('Escape');
  await beamline.choose('s1l', 'Rename a device');
  await expect(beamline.showDifference).toBeDisabled();
  await beamline.field('New name').fill('s1r');
  await beamline.showDifference.click();
  await expect(beamline.alerts).toContainText('There is a device s1r');

  await beamline.field('New name').fill('left');
  await beamline.showDifference.click();
  await expect(beamline.difference).toContainText('goes with it: limits.');
  await expect(beamline.difference).toContainText('+      left:');
  await beamline.write.click();
  await expect(beamline.root.getByRole('status')).toContainText(
    's1l is called left now, and the file was written.',
  );
  await expect(devices.row('s1l')).toHaveCount(0);
  await expect(devices.row('s1gap').getByText('Offline')).toHaveCount(0);
  await devices.openDetails('left');
  await expect(devices.limit('Upper')).toHaveValue('1');
});

test('what counts only after a restart is said, and mistakes made by hand stand in the panel with their place', async ({
  beamline,
  beamtime,
  file,
}) => {
  const { devices, page } = beamtime;
  await devices.openDetails('samx');
  await devices.setLimits('-1', '1');
  await page.keyboard.press('Escape');
  const good = readFileSync(file, 'utf8');
  writeFileSync(file, good.replace(/^name: .*$/m, 'name: Other'));
  await beamline.readAgain.click();
  await expect(beamline.alerts).toContainText(
    'in force after a restart of the station: the name of the beamline.',
  );
  await expect(
    page.getByText(/is called "Other" instead of .* after a restart/).first(),
  ).toBeVisible();

  writeFileSync(file, `${good}\nnonsense: 1\n`);
  await beamline.readAgain.click();
  await expect(beamline.alerts.first()).toContainText(
    /demo\.yaml has a mistake:\s*demo\.yaml:\d+:1: .*nonsense/,
  );
  writeFileSync(file, good);
  await beamline.readAgain.click();
  await expect(beamline.alerts).toHaveCount(0);
});

test('a copy gets names of its own and another line', async ({
  beamline,
  beamtime,
}) => {
  await describeAxis(beamline, 'newx');
  await beamline.showAndWrite();
  await beamline.choose('samx', 'Duplicate');
  await beamline.root.getByRole('button', { name: 'All instruments' }).click();
  await beamline.choose('newx', 'Disable');
  await beamline.write.click();
  await expect(beamline.row('newx')).toContainText('Disabled');
  await beamline.choose('newx', 'Duplicate');
  await expect(beamline.field(/^Copy of newx/)).toHaveValue('newx_2');
  await beamline.field(/^Copy of newx/).fill('newy');
  await beamline.test.click();
  await expect(beamline.connection).toContainText('It answers: newy.');
  await beamline.showAndWrite();
  await expect(beamtime.devices.row('newy')).toBeVisible();
});

test('what a run uses is not changed while it runs, and nobody changes anything without control', async ({
  beamline,
  beamtime,
  openAnother,
}) => {
  await beamtime.scan.type('ascan samx 0 1 40 0.5');
  await expect(beamtime.runBar.root).toContainText('ascan samx');
  await beamline.choose('samx', 'Disable');
  await expect(beamline.alerts).toContainText(/Run 1 uses \w+/);
  await expect(beamline.write).toBeDisabled();
  await beamtime.page.getByRole('button', { name: 'Abort' }).click();

  const another = await openAnother();
  const watching = new BeamlinePanel(another.page);
  await watching.show();
  await expect(watching.row('samx')).toBeVisible();
  await expect(watching.addButton).toBeDisabled();
  await expect(watching.root).toContainText('is in control');
});

for (const colours of ['Light', 'Dark'] as const) {
  test(`axe finds no serious fault in describing the beamline in ${colours.toLowerCase()}, in a small window`, async ({
    beamline,
    beamtime,
  }) => {
    const { page } = beamtime;
    await page.setViewportSize({ width: 1280, height: 720 });
    await beamtime.header.setColours(colours);
    await beamline.show();
    await expect(beamline.row('samx')).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await describeAxis(beamline, 'newx');
    await beamline.field('address').fill('fast');
    await beamline.showDifference.click();
    await expect(beamline.alerts).toHaveCount(1);
    expect(await seriousFaults(page)).toEqual([]);
    await beamline.field('address').fill('1');
    await beamline.test.click();
    await expect(beamline.connection).toBeVisible();
    await beamline.showDifference.click();
    await expect(beamline.difference).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

async function seriousFaults(
  page: Page,
): Promise<{ id: string; where: string[] }[]> {
  const { violations } = await new AxeBuilder({ page })
    .include('[data-panel="beamline"]')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => ({ id, where: nodes.map(({ html }) => html) }));
}
