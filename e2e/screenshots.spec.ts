import { expect, test } from './fixtures.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1440, height: 900 },
  { width: 3840, height: 2160 },
];

for (const colours of ['Light', 'Dark'] as const) {
  for (const size of sizes) {
    test(`the window fits ${String(size.width)} x ${String(size.height)}, ${colours}`, async ({
      beamtime,
    }, info) => {
      const { page, scan, runBar, header } = beamtime;
      await page.setViewportSize(size);
      await header.setColours(colours);
      await scan.type('ascan samx -1 1 30 0.05');
      await runBar.expectEnded(/Finished/i);
      await scan.type('ascan samx -0.6 1 120 0.1');
      await runBar.expectPoint(50);
      const name = `window-${colours}-${String(size.width)}.png`;
      await page.screenshot({ path: info.outputPath(name) });
      // Nothing is pushed out of the window, and what matters most is in it.
      const overflow = await page.locator('html').evaluate((html) => ({
        x: html.scrollWidth - html.clientWidth,
        y: html.scrollHeight - html.clientHeight,
      }));
      expect(overflow.x).toBeLessThanOrEqual(0);
      expect(overflow.y).toBeLessThanOrEqual(0);
      for (const control of [header.stopAll, scan.runNow, runBar.abort]) {
        await expect(control).toBeInViewport({ ratio: 1 });
      }
    });
  }
}
