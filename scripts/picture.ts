/** `npm run picture`: makes the pictures of the README from the real window, in the middle of a scan. */
import path from 'node:path';
import { chromium } from '@playwright/test';
import { BeamtimeWindow } from '../e2e/pages/window.ts';
import { StationProcess } from '../e2e/support/station-process.ts';
import { buildIfNeeded, root } from './lib/build.ts';
import { findChromium } from './lib/programs.ts';

const executablePath = findChromium();
if (executablePath === undefined) {
  throw new Error(
    'A picture needs Chromium or Chrome. On Debian and Ubuntu: apt-get install chromium.',
  );
}
await buildIfNeeded();
const station = new StationProcess({ args: [] });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox'],
});
try {
  await station.start();
  const page = await browser.newPage({
    viewport: { width: 1600, height: 1000 },
    colorScheme: 'light',
  });
  const beamtime = new BeamtimeWindow(page);
  await beamtime.open(station.url);

  // Something in the history and in the queue, as on a working day.
  await beamtime.scan.type('dscan theta -0.05 0.05 20 0.05');
  await beamtime.runBar.expectRunEnded(1, /finished/i);
  await beamtime.scan.type('ascan samx -0.6 0.9 30 0.05');
  await beamtime.runBar.expectRunEnded(2, /finished/i);
  await beamtime.scan.type('ascan samx -0.6 0.9 60 0.2');
  await beamtime.runBar.expectRunning();
  await beamtime.scan.type('mesh samx 0 0.3 20 samy 0.2 0.8 20 0.1', {
    toQueue: true,
  });
  await beamtime.scan.type('ascan samy -1 2 60 0.2', { toQueue: true });
  await beamtime.runBar.expectPoint(42);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // The plot takes its colours anew on the next frame.
    await page.waitForTimeout(500);
    const file = path.join(root, 'docs', `picture-${colorScheme}.png`);
    await page.screenshot({ path: file });
    console.log(`Wrote ${path.relative(root, file)}.`);
  }
  await beamtime.runBar.abort.click();
  await beamtime.runBar.expectIdle();
} finally {
  await browser.close();
  await station.remove();
}
