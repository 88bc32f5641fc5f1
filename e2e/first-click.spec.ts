import { expect, test } from './fixtures.ts';

test.use({ viewport: { width: 1280, height: 720 } });

test('one click on Run now after typing a line runs it, in a small window', async ({
  beamtime,
}) => {
  const { scan, runBar, page } = beamtime;
  await scan.typedLine.pressSequentially('mesh samx 0 0.1 2 samy 0 0.1 2 0.02');
  await expect(scan.runNow).toBeEnabled();
  const before = await scan.runNow.boundingBox();
  if (!before) throw new Error('There is no Run now.');
  await page.mouse.move(before.x + 20, before.y + 4);
  await page.mouse.down();
  // The line has lost the focus: nothing may have moved under the pointer.
  await expect(scan.typedLine).not.toBeFocused();
  const pressed = await scan.runNow.boundingBox();
  // A pressed button goes down by one pixel.
  expect(Math.abs((pressed?.y ?? 0) - before.y)).toBeLessThanOrEqual(1);
  await page.mouse.up();
  await runBar.expectEnded(/Finished/i);
});

test('one click on Add to queue after typing a line adds it, in a small window', async ({
  beamtime,
}) => {
  const { scan, queue, page } = beamtime;
  await scan.typedLine.pressSequentially('ascan samx 0 0.1 2 0.02');
  await expect(scan.addToQueue).toBeEnabled();
  const box = await scan.addToQueue.boundingBox();
  if (!box) throw new Error('There is no Add to queue.');
  await page.mouse.click(box.x + 20, box.y + box.height - 4, { delay: 80 });
  await expect(queue.rows).toHaveCount(1);
});

test('no key is lost that is typed at once after a click on a value, on a slow machine', async ({
  beamtime,
}) => {
  const { devices, page } = beamtime;
  const browser = await page.context().newCDPSession(page);
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 8 });
  const value = devices
    .row('samx')
    .getByRole('button', { name: /^Move samx, now/ });
  for (let round = 0; round < 12; round += 1) {
    const box = await value.boundingBox();
    if (!box) throw new Error('samx has no value.');
    const typed = `1.2${round}deg`;
    // All is on its way before the page has answered the click, as from a fast hand.
    await Promise.all([
      page.mouse.click(box.x + box.width / 2, box.y + box.height / 2),
      page.keyboard.type(typed),
    ]);
    await expect(devices.target('samx')).toHaveValue(typed);
    await page.keyboard.press('Escape');
    await expect(devices.targetForm('samx')).toBeHidden();
    // Escape gives the focus back to where the click was.
    await expect(value).toBeFocused();
  }
});
