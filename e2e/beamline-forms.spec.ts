import { readFileSync } from 'node:fs';
import { expect, test as base } from './fixtures.ts';
import { BeamlinePanel } from './pages/beamline-panel.ts';
import { withBeamlineFile } from './support/beamline-file.ts';
import { Oven } from './support/oven.ts';

/** A beamline of one instrument, and an oven on the network that is not described yet. */
const test = base.extend<{ file: string; oven: Oven; beamline: BeamlinePanel }>(
  {
    // eslint-disable-next-line no-empty-pattern -- a fixture without fixtures of its own
    oven: async ({}, use) => {
      const oven = new Oven();
      await oven.plugIn();
      await use(oven);
      await oven.pull();
    },
    // eslint-disable-next-line no-empty-pattern -- a fixture without fixtures of its own
    file: async ({}, use) => {
      await withBeamlineFile(
        `name: Forms
simulator: { responders: { rack1: { protocol: icepap, axes: { 1: {} } } } }
instruments:
  - driver: icepap
    line: { simulator: rack1 }
    axes: { samx: { address: 1 } }
`,
        use,
      );
    },
    stationArgs: async ({ file }, use) => {
      await use(['--beamline', file]);
    },
    beamline: async ({ beamtime }, use) => {
      const beamline = new BeamlinePanel(beamtime.page);
      await beamline.show();
      await use(beamline);
    },
  },
);

test('an instrument with simple parameters is described by its form, answers, and is read and set', async ({
  beamline,
  beamtime: { devices },
  oven,
  file,
}) => {
  await beamline.add('scpi', /simple parameters/);
  await beamline.field('tcp').fill(`127.0.0.1:${String(oven.port)}`);
  await beamline.field('Name of the parameter').fill('oven');
  await beamline.field('query').fill('TEMP?');
  await beamline.field('command').fill('HEAT {value}');
  await beamline.field('unit').fill('K');
  await beamline.test.click();
  await expect(beamline.connection).toContainText('It answers: oven.');
  await expect(beamline.connection).toContainText('295.5 K');
  await expect(beamline.connection).toContainText('*IDN?');
  expect(oven.received.some((line) => line.startsWith('HEAT'))).toBe(false);
  await beamline.showAndWrite();
  expect(readFileSync(file, 'utf8')).toContain('query: TEMP?');
  await devices.expectValue('oven', 295.5);
  await devices.move('oven', '300');
  await expect.poll(() => oven.received).toContain('HEAT 300');
});

test('an instrument with a text protocol of its own is described by its form, its mistakes are explained, and it is read', async ({
  beamline,
  beamtime: { devices },
  oven,
}) => {
  await beamline.add('line-device', /text protocol/);
  await beamline.field('tcp').fill(`127.0.0.1:${String(oven.port)}`);
  await beamline.field('Name of the parameter').fill('oven');
  await beamline.field('unit').fill('K');
  await beamline.test.click();
  await expect(beamline.alerts).toContainText('No query yields oven');
  await beamline.root.getByRole('button', { name: 'Add query' }).click();
  await beamline.field('Name of the query').fill('status');
  await beamline.field('send').fill('TEMP?');
  await beamline.field('reply').fill('^(?<oven>[+-]?\\d+\\.\\d+)$');
  await beamline.test.click();
  await expect(beamline.connection).toContainText('It answers: oven.');
  await expect(beamline.connection).toContainText('+295.5');
  await beamline.showAndWrite();
  await devices.expectValue('oven', 295.5);
});
