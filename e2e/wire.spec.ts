import AxeBuilder from '@axe-core/playwright';
import { expect, test as base } from './fixtures.ts';
import { WirePanel } from './pages/wire-panel.ts';
import { demoText, withBeamlineFile } from './support/beamline-file.ts';
import { Oven } from './support/oven.ts';

/** The demo beamline with an oven beside it that is no simulated one. */
const test = base.extend<{ oven: Oven; wire: WirePanel }>({
  // eslint-disable-next-line no-empty-pattern -- a fixture without fixtures of its own
  oven: async ({}, use) => {
    const oven = new Oven();
    await oven.plugIn();
    await use(oven);
    await oven.pull();
  },
  stationArgs: async ({ oven }, use) => {
    const entry = `instruments:
  - driver: scpi
    line: { tcp: '127.0.0.1:${oven.port}' }
    parameters:
      oven:
        group: Oven
        query: TEMP?
        command: HEAT {value}
        unit: K
        poll: 0.5
`;
    await withBeamlineFile(
      demoText().replace(/^instruments:\n/m, entry),
      (file) => use(['--beamline', file]),
    );
  },
  wire: async ({ beamtime }, use) => {
    const wire = new WirePanel(beamtime.page);
    await wire.show();
    await use(wire);
  },
});

test('a line that is pulled is said to be lost, and why, and comes back by itself', async ({
  oven,
  wire,
}) => {
  const row = wire.rowOf('oven');
  await expect(row).toContainText('Connected');
  await wire.choose('oven');
  await expect(wire.said.first()).toContainText('TEMP?');
  await expect(wire.said.first()).toContainText('+295.5');

  await oven.pull();
  await expect(
    wire.root.getByRole('alert').filter({ hasText: 'Trying again' }),
  ).toBeVisible();
  await wire.showAll();
  await expect(row).toContainText('Lost');
  await expect(wire.rowOf('samx')).toContainText('Connected');

  await oven.plugIn();
  await expect(row).toContainText('Connected', { timeout: 30_000 });
  await expect(row.getByRole('cell').last()).not.toHaveText('0');
});

test('a command sent by hand goes out as it stands, and shows its answer, its silence or why it is refused', async ({
  beamtime,
  oven,
  wire,
}) => {
  await wire.choose('oven');
  await wire.openCommand();
  await expect(wire.send).toBeDisabled();
  await wire.command.fill('NAME?');
  await wire.send.click();
  await expect(wire.outcome).toContainText(
    '"NAME?" was answered with "oven\\t<b5>"',
  );

  await wire.command.fill('NONSENSE');
  await wire.command.press('Enter');
  await expect(wire.outcome).toContainText('did not answer "NONSENSE"');

  await beamtime.page.getByLabel('Wait for an answer').uncheck();
  await wire.command.fill('HEAT 300');
  await wire.command.press('Enter');
  await expect(wire.outcome).toContainText('"HEAT 300" was sent.');
  await expect.poll(() => oven.received).toContain('HEAT 300');

  await beamtime.log.show();
  await expect(
    beamtime.log.rows.filter({ hasText: 'Sent "NAME?" on' }),
  ).toContainText('by hand; it answered "oven\\t<b5>"');
});

test('nothing is sent by hand to what a run uses, nor by who is not in control', async ({
  beamtime,
  openAnother,
  wire,
}) => {
  await wire.choose('samx');
  await wire.openCommand();
  await beamtime.scan.type('ascan samx 0 1 20 0.5');
  await expect(beamtime.runBar.root).toContainText('ascan samx');
  await wire.command.fill('?VER');
  await wire.send.click();
  await expect(wire.outcome).toContainText(/Run 1 uses \w+ on this line now/);
  await beamtime.page.getByRole('button', { name: 'Abort' }).click();

  const another = await openAnother();
  const watching = new WirePanel(another.page);
  await watching.show();
  await watching.choose('samx');
  await watching.openCommand();
  await watching.command.fill('?VER');
  await expect(watching.send).toBeDisabled();
  await expect(watching.said.first()).toBeVisible();
});

test('what is said can be held, and copied as text', async ({
  beamtime,
  context,
  wire,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await wire.choose('oven');
  await expect(wire.said.first()).toContainText('TEMP?');
  await beamtime.page.getByRole('button', { name: 'Pause' }).last().click();
  await expect(wire.root.getByText('(paused)')).toBeVisible();
  await beamtime.page.getByRole('button', { name: 'Copy as text' }).click();
  await expect
    .poll(() => beamtime.page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/connected, oven\n.*\n.*\tTEMP\?\t\+295\.5/s);
  await beamtime.page.getByRole('button', { name: 'Go on' }).click();
  await expect(wire.root.getByText('(paused)')).toHaveCount(0);
});

for (const colours of ['Light', 'Dark'] as const) {
  test(`axe finds no serious fault in the lines in ${colours.toLowerCase()}, in a small window`, async ({
    beamtime,
    oven,
    wire,
  }) => {
    const { page } = beamtime;
    await page.setViewportSize({ width: 1280, height: 720 });
    await beamtime.header.setColours(colours);
    await wire.show();
    await wire.choose('oven');
    await expect(wire.said.first()).toContainText('TEMP?');
    await oven.pull();
    await expect(wire.rowOf('oven')).toContainText('Lost');
    await wire.openCommand();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(
      violations.filter(
        ({ impact }) => impact === 'serious' || impact === 'critical',
      ),
    ).toEqual([]);
  });
}
