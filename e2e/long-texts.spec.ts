import { expect, test } from './fixtures.ts';

test.use({ viewport: { width: 1280, height: 720 } });

/** As long as a reason may be. */
const reason = `${'the crystal is being changed and the slits behind it are open, '.repeat(4).slice(0, 194)}ask me`;

test('a very long outcome pushes nothing out of the window, and all of it can be read', async ({
  beamtime,
}, info) => {
  const { page, scan, runBar, header, devices } = beamtime;
  const stopAll = await header.stopAll.boundingBox();
  await scan.type('ascan samx -1 1 200 0.05');
  await runBar.expectPoint(2);
  // What a run moves can be locked while it rests.
  await runBar.pause.click();
  await expect(runBar.root).toContainText('Paused before point');
  const details = await devices.openDetails('samx');
  await details.getByRole('textbox', { name: /because$/ }).fill(reason);
  await details.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.keyboard.press('Escape');
  await runBar.root.getByRole('button', { name: 'Resume' }).click();
  await runBar.expectRunEnded(1, /Failed · .*ask me/);
  await page.screenshot({ path: info.outputPath('long-outcome.png') });

  await scan.field('From').focus();
  expect(
    await page.locator('html').evaluate((html) => ({
      scrolled: html.scrollLeft + document.body.scrollLeft,
      tooWide: Math.max(0, html.scrollWidth - window.innerWidth),
    })),
  ).toEqual({ scrolled: 0, tooWide: 0 });
  expect(await header.stopAll.boundingBox()).toEqual(stopAll);
  for (const control of [header.stopAll, scan.runNow, runBar.abort]) {
    await expect(control).toBeInViewport({ ratio: 1 });
  }
  const words = runBar.root.getByText(/^Failed · .*ask me/);
  await expect(words).toBeInViewport({ ratio: 1 });
});

test('what was added to the queue lies under nothing, and why a file was not added can be read', async ({
  beamtime,
}, info) => {
  const { page, queue, scan, runBar } = beamtime;
  await scan.type('ascan samx -1 1 200 0.05', { toQueue: true });
  await queue.start.click();
  await runBar.expectPoint(2);
  await runBar.abort.click();
  await runBar.expectEnded(/Aborted/);
  await expect(queue.notices).toHaveText([/is held/]);
  for (const line of ['ct 0.1', 'ct 0.2', 'ct 0.3'])
    await scan.type(line, { toQueue: true });
  await expect(scan.root.getByText('Added to the queue.')).toBeAttached();
  // The aborted one is back, for another try.
  await expect(queue.rows).toHaveCount(4);
  await page.screenshot({ path: info.outputPath('added.png') });
  const rows = await queue.rows.first().boundingBox();
  if (!rows) throw new Error('The queue has no rows.');
  for (const x of [rows.x + 20, rows.x + rows.width - 100])
    expect(
      await page.evaluate(
        ([left = 0, top = 0]) =>
          document.elementFromPoint(left, top)?.closest('[role="row"]') != null,
        [x, rows.y + rows.height / 2],
      ),
    ).toBe(true);

  await queue.addFromFile('\n# nothing\n\n');
  const why = queue.notices.filter({ hasText: 'The file was not added' });
  await expect(why).toBeInViewport({ ratio: 1 });
  await page.screenshot({ path: info.outputPath('not-added.png') });
});

test('a form longer than its panel shows that it goes on below', async ({
  beamtime,
}, info) => {
  const { page, scan } = beamtime;
  const fade = () =>
    scan.runNow.evaluate((button) => {
      let foot: Element | null = button;
      while (foot && getComputedStyle(foot).position !== 'sticky')
        foot = foot.parentElement;
      return foot && Number(getComputedStyle(foot, '::before').opacity);
    });
  await scan.chooseType('mesh');
  await expect.poll(fade).toBe(1);
  await page.screenshot({ path: info.outputPath('mesh.png') });
  await page.setViewportSize({ width: 1440, height: 1400 });
  await expect.poll(fade).toBe(0);
});
