import { expect, test } from './fixtures.ts';

test('a step that is none is refused with a sentence, and the step stays', async ({
  beamtime,
}) => {
  const { devices, page } = beamtime;
  const field = devices.stepField('samx');
  const step = await field.inputValue();
  const before = await devices.value('samx');
  for (const [typed, sentence] of [
    ['abc', /"abc" is not a number/],
    ['0', /above 0/],
    ['-1', /above 0/],
    ['1e9', /whole travel/],
    [' ', /not a number/],
  ] as const) {
    await devices.setStep('samx', typed);
    await expect(
      page.getByRole('alert').filter({ hasText: sentence }),
    ).toBeVisible();
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    await page.keyboard.press('Escape');
    await expect(field).toHaveValue(step);
  }
  expect(await devices.value('samx')).toBe(before);
});

test('limits that are none are refused with a sentence, and the limits stay', async ({
  beamtime,
}) => {
  const dialog = await beamtime.devices.openDetails('samx');
  const fact = dialog.locator('dl');
  const before = await fact.innerText();
  for (const [lower, upper, sentence] of [
    ['abc', '1', /abc/],
    ['2', '1', /lower/i],
    ['-1', '99', /limit/i],
  ] as const) {
    await dialog.getByLabel(/^Lower limit/).fill(lower);
    await dialog.getByLabel(/^Upper limit/).fill(upper);
    await dialog.getByRole('button', { name: 'Set limits' }).click();
    await expect(dialog.getByRole('alert')).toHaveText(sentence);
    expect(await fact.innerText()).toBe(before);
  }
});

test('a lock needs a reason, and a long one is cut to what others can read', async ({
  beamtime,
}) => {
  const dialog = await beamtime.devices.openDetails('samx');
  const why = dialog.getByLabel('Lock it, because');
  const lock = dialog.getByRole('button', { name: 'Lock', exact: true });
  for (const empty of ['', '   ']) {
    await why.fill(empty);
    await lock.click();
    await expect(dialog.getByRole('alert')).toHaveText(/Say why/);
  }
  await why.pressSequentially('<b>ü</b> '.repeat(30));
  expect((await why.inputValue()).length).toBe(200);
  await lock.click();
  await expect(dialog.getByText(/^Locked by .*<b>ü<\/b>/)).toBeVisible();
});

test('an empty note cannot be added, and a very long one is cut and kept', async ({
  beamtime,
}) => {
  const { log, page } = beamtime;
  await log.show();
  const rows = await log.rows.count();
  for (const empty of ['', '   ']) {
    await log.note.fill(empty);
    await expect(log.add).toBeDisabled();
    await log.note.press('Enter');
  }
  await expect(log.rows).toHaveCount(rows);

  await log.note.fill('x');
  await page.evaluate(() => {
    document
      .querySelector<HTMLInputElement>('[aria-label="Write a note"]')
      ?.select();
  });
  await page.keyboard.insertText(`<script>μ ${'long '.repeat(3000)}`);
  await log.add.click();
  await expect(log.note).toHaveValue('');
  const newest = log.rows.first();
  await expect(newest).toContainText('<script>μ long');
  expect((await newest.innerText()).length).toBeLessThan(10_200);
});

test('a file that is no queue adds nothing, says why, and leaves the queue in view', async ({
  beamtime,
}) => {
  const { scan, queue, page } = beamtime;
  await queue.start.click();
  await queue.hold.click();
  await scan.type('ct 0.1', { toQueue: true });
  await scan.type('ct 0.2', { toQueue: true });
  await expect(queue.rows).toHaveCount(2);
  await page.setViewportSize({ width: 1280, height: 720 });

  await queue.addFromFile('\n# nothing\n\n');
  await expect(queue.notices).toContainText(['holds no scan']);
  await queue.addFromFile(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 255]));
  await expect(queue.notices).toContainText(['The file was not added']);
  const bad = Array.from({ length: 30 }, (_, i) => `dance samx ${String(i)}`);
  await queue.addFromFile(['ct 0.3', ...bad].join('\n'));
  await expect(queue.notices).toContainText(['Line 2, dance samx 0']);
  await expect(queue.notices).toHaveText([/is held/, /was not added/]);
  await expect(queue.rows).toHaveCount(2);
  await expect(queue.rows.first()).toBeInViewport({ ratio: 0.9 });
  await queue.notices.last().scrollIntoViewIfNeeded();
  const close = queue.notices.getByRole('button', { name: 'Close' });
  await expect(close).toBeInViewport({ ratio: 0.5 });
  await close.click();
  await expect(queue.notices).toHaveText([/is held/]);
});

test('names that cannot be folders are refused at their field, and nothing changes', async ({
  beamtime,
}) => {
  const { header, page } = beamtime;
  const before = await header.experiment.innerText();
  for (const name of [
    'x'.repeat(65),
    '',
    'a b',
    'a/b',
    '.hidden',
    'CON:',
    '😀',
  ]) {
    const dialog = await header.openExperiment();
    for (const field of ['Proposal', 'Sample', 'Dataset']) {
      await dialog.getByLabel(field).fill(name);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    for (const field of ['Proposal', 'Sample', 'Dataset']) {
      await expect(dialog.getByLabel(field)).toHaveAttribute(
        'aria-invalid',
        'true',
      );
    }
    await expect(dialog).toContainText(/letters, digits/);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  expect(await header.experiment.innerText()).toBe(before);
});

test('a name of an operator is as short as others can read, never empty, and tells two apart', async ({
  beamtime,
  openAnother,
}) => {
  const { header, page } = beamtime;
  const other = await openAnother();
  for (const window of [beamtime, other]) {
    const dialog = await window.header.openSettings();
    const field = dialog.getByLabel('Your name, as others see it');
    await field.fill('   ');
    await field.press('Enter');
    await field.fill('');
    await field.pressSequentially(`Zoë <i>${'x'.repeat(70)}`);
    await field.press('Enter');
    expect((await field.inputValue()).length).toBe(64);
    await window.page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
  await header.control.click();
  await expect(page.getByText(/^You are Zoë <i>x+$/)).toBeVisible();
  await expect(
    page.getByRole('menuitem', { name: /Zoë <i>x+ \(2\)/ }),
  ).toBeVisible();
  await page.keyboard.press('Escape');

  await other.header.stopAll.click();
  await expect(header.stopBanner).toContainText(/STOP ALL by Zoë <i>x+ \(2\)/);
});
