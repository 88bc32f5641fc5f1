import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import type { BeamtimeWindow } from './pages/window.ts';

test('the curve is a control: its peak and a click on it move the axis', async ({
  beamtime,
}) => {
  const { plot, devices } = beamtime;
  await scanPeak(beamtime, 'ascan samx -0.5 0.7 24 0.02');
  const max = await plot.peak('max');
  await plot.goTo('max').click();
  await devices.expectValue('samx', max);

  await clickPlot(beamtime, 0.25);
  const item = beamtime.page.getByRole('menuitem', { name: /^Move samx to/ });
  const target = numberIn(await item.innerText());
  await item.click();
  await devices.expectValue('samx', target);

  // The plot has the keyboard since the click on it.
  await beamtime.page.keyboard.press('g');
  await devices.expectValue('samx', max);
});

test('a zoom is kept while points come, and a double click shows everything', async ({
  beamtime,
}) => {
  const { page, plot, scan, runBar } = beamtime;
  await scan.type('ascan samx -1 1 60 0.1');
  await plot.expectDrawing(/over samx, run 1$/);
  await runBar.expectPoint(3);
  const everything = await shownRange(page);
  // From the first point on x goes as far as the scan will.
  expect(everything[0]).toBeLessThan(-0.99);
  expect(everything[1]).toBeGreaterThan(0.99);

  const box = await boxOf(beamtime);
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6);
  await page.mouse.up();
  await expect
    .poll(async () => (await shownRange(page))[0])
    .toBeGreaterThan(-0.6);
  const zoomed = await shownRange(page);
  const before = await runBar.point();
  await runBar.expectPoint(before + 5);
  expect(await shownRange(page)).toEqual(zoomed);

  await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
  await expect.poll(() => shownRange(page)).toEqual(everything);
});

test('what is typed survives a reload', async ({ beamtime, page }) => {
  const { scan } = beamtime;
  await scan.typedLine.fill('ascan samy -1 1 12 0.2');
  await expect(scan.field('Intervals')).toHaveValue('12');
  await page.reload();
  await beamtime.expectConnected();
  await expect(scan.typedLine).toHaveValue('ascan samy -1 1 12 0.2');
  await expect(scan.field('Intervals')).toHaveValue('12');
});

test('every command is in the palette, with the reason if it cannot act', async ({
  beamtime,
  page,
}) => {
  await expect(beamtime.scan.runNow).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: 'Commands' });
  await expect(palette.getByText('Abort the run')).toBeVisible();
  await expect(palette.getByText('Nothing runs.').first()).toBeVisible();
  await palette.getByRole('textbox').fill('list the keys');
  await page.keyboard.press('Enter');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await expect(keys.getByText('Stop all')).toBeVisible();
  // Whatever is open, STOP ALL can be pressed.
  await beamtime.header.stopAll.click();
  await expect(beamtime.header.stopBanner).toBeVisible();
});

async function scanPeak(beamtime: BeamtimeWindow, line: string): Promise<void> {
  await beamtime.scan.type(line);
  await beamtime.runBar.expectEnded(/Finished/i);
  await expect.poll(() => beamtime.plot.peak('max')).not.toBeNaN();
  await beamtime.scan.typedLine.blur();
}

/** Clicks at a part of the width of the plot, above the curve. */
async function clickPlot(
  beamtime: BeamtimeWindow,
  part: number,
): Promise<void> {
  const box = await boxOf(beamtime);
  await beamtime.page.mouse.click(
    box.x + box.width * part,
    box.y + box.height * 0.3,
  );
}

async function boxOf({ plot }: BeamtimeWindow) {
  const box = await plot.drawing.boundingBox();
  if (!box) throw new Error('The plot is not there.');
  return box;
}

/** The ends of x as drawn, to four decimals. */
function shownRange(page: Page): Promise<number[]> {
  return page.locator('.js-plotly-plot').evaluate((diagram) => {
    const layout: unknown = Reflect.get(diagram, 'layout');
    const axis: unknown =
      typeof layout === 'object' && layout !== null
        ? Reflect.get(layout, 'xaxis')
        : null;
    const range: unknown =
      typeof axis === 'object' && axis !== null
        ? Reflect.get(axis, 'range')
        : null;
    return Array.isArray(range)
      ? range.map((end) => Number(Number(end).toFixed(4)))
      : [];
  });
}

function numberIn(text: string): number {
  return Number(
    /to ([−\d.]+)/.exec(text)?.[1]?.replace('\u2212', '-') ?? 'NaN',
  );
}
