import { existsSync } from 'node:fs';
import { expect, test } from './fixtures.ts';
import { dataFiles } from './support/find-file.ts';

/** A typed line, and what its refusal has to say. */
const lines: readonly [string, RegExp][] = [
  ['ascan samx 0 word 20 0.1', /number/i],
  ['ascan samx 0 NaN 20 0.1', /number/i],
  ['ascan samx 0 3deg 20 0.1', /deg/],
  ['ascan samx 0 10 20 0.1', /limit/i],
  ['ascan smax 0 1 20 0.1', /smax.*samx/is],
  ['ascan i0 0 1 20 0.1', /i0/],
  ['ascan samx 0 1', /ascan <axis>|missing|intervals/i],
  ['ascan samx 0 1 20 0.1 7', /too many|7/i],
  ['ascan samx 0 1 0 0.1', /interval|point/i],
  ['loopscan 1000000000 0.1', /point/i],
  ['mesh samx 0 1 5 samx 0 1 5 0.1', /samx/],
  ['ascan samx 0 1 20 -1', /exposure|second|at least/i],
  ['ascna samx 0 1 20 0.1', /ascan/],
  ['ascan s1gap 0 20 1000 0.1', /point \d+/i],
];

for (const [line, sentence] of lines) {
  test(`"${line}" is refused with a sentence, and nothing moves`, async ({
    beamtime,
    station,
  }) => {
    const { scan, runBar } = beamtime;
    await scan.typedLine.fill(line);
    await expect
      .poll(async () => (await scan.problems.allInnerTexts()).join('\n'))
      .toMatch(sentence);
    await expect(scan.runNow).toBeDisabled();
    await scan.typedLine.press('Enter');
    await runBar.expectIdle();
    expect(dataFiles(station.dataFolder)).toEqual([]);
  });
}

test('a field of the form shows its problem beside it', async ({
  beamtime,
}) => {
  const { scan } = beamtime;
  await scan.chooseType('ascan');
  await scan.chooseAxis('Axis', 'samx');
  await scan.fill('To', 'abc');
  const field = scan.field('To');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  const id = await field.getAttribute('aria-describedby');
  expect(id).toBeTruthy();
  await expect(scan.problems.first()).toBeVisible();
});

test('a target beyond the limit or in a wrong unit is refused at the field', async ({
  beamtime,
}) => {
  const { devices } = beamtime;
  const before = await devices.value('samx');
  for (const [target, sentence] of [
    ['99', /limit/i],
    ['1 kg', /kg/],
    ['soon', /number/i],
  ] as const) {
    await devices.move('samx', target);
    await expect(devices.targetForm('samx')).toContainText(sentence);
    await beamtime.page.keyboard.press('Escape');
  }
  expect(await devices.value('samx')).toBe(before);
});

test('a proposal that cannot be a folder is refused at its field', async ({
  beamtime,
  station,
}) => {
  await beamtime.header.experiment.click();
  const dialog = beamtime.page.getByRole('dialog', { name: 'Experiment' });
  await dialog.getByRole('textbox', { name: /sample/i }).fill('../../etc');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toContainText(/letters, digits/);
  expect(existsSync(`${station.dataFolder}/../../etc`)).toBe(false);
});
