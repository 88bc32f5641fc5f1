import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const sizes = {
  uhd: { width: 3840, height: 2160 },
  usual: { width: 1440, height: 900 },
  small: { width: 1280, height: 720 },
  tiny: { width: 640, height: 720 },
};

test('columns have the same width after the window was small, smaller and large again', async ({
  beamtime,
}) => {
  const { page } = beamtime;
  const start = await widths(page);
  for (const size of [sizes.uhd, sizes.usual, sizes.small]) {
    await page.setViewportSize(size);
    await expect.poll(() => sides(page)).toEqual(sidesOf(start));
  }
  await page.setViewportSize(sizes.tiny);
  await expect.poll(async () => (await widths(page)).scan).toBeLessThan(340);
  await page.setViewportSize(sizes.uhd);
  await expect.poll(() => sides(page)).toEqual(sidesOf(start));
  const large = await widths(page);
  expect(Math.abs(large.queue - large.history)).toBeLessThan(2);
  await page.setViewportSize(sizes.usual);
  await expect.poll(() => widths(page)).toEqual(start);
});

test('a width that somebody gave a column stays, over sizes of the window and a reload in another one', async ({
  beamtime,
}) => {
  const { page } = beamtime;
  await page.setViewportSize(sizes.uhd);
  const before = await widths(page);
  const box = await page
    .getByRole('region', { name: 'Devices', exact: true })
    .boundingBox();
  if (!box) throw new Error('The devices are not there.');
  await page.mouse.move(box.x + box.width + 3, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width + 83, box.y + 90, { steps: 4 });
  await page.mouse.up();
  await expect
    .poll(async () => (await widths(page)).devices)
    .toBeGreaterThan(before.devices + 60);
  const set = await widths(page);
  expect(set.scan).toBe(before.scan);

  for (const size of [sizes.usual, sizes.small, sizes.uhd]) {
    await page.setViewportSize(size);
    await expect.poll(() => sides(page)).toEqual(sidesOf(set));
  }
  await page.setViewportSize(sizes.usual);
  await page.reload();
  await beamtime.expectConnected();
  await expect.poll(() => sides(page)).toEqual(sidesOf(set));
  const once = await widths(page);
  await page.reload();
  await beamtime.expectConnected();
  await expect.poll(() => widths(page)).toEqual(once);
});

/** Width of each column, in whole pixels; 0 of one behind another tab. */
async function widths(page: Page) {
  const of = async (panel: string): Promise<number> => {
    const boxes = await page
      .locator(`[data-panel="${panel}"]`)
      .evaluateAll((found) =>
        found.map((element) => element.getBoundingClientRect().width),
      );
    return Math.round(boxes[0] ?? 0);
  };
  return {
    devices: await of('devices'),
    plot: await of('plot'),
    scan: await of('scan'),
    queue: await of('queue'),
    history: await of('history'),
  };
}

/** The columns beside the plot: those that keep their width. */
async function sides(page: Page) {
  return sidesOf(await widths(page));
}

function sidesOf({ devices, scan }: { devices: number; scan: number }) {
  return { devices, scan };
}
