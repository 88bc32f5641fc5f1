import { test as base, expect } from '@playwright/test';
import { BeamtimeWindow } from './pages/window.ts';
import { Faults } from './support/faults.ts';
import { StationProcess } from './support/station-process.ts';

export { expect };

interface Options {
  /** Further options of the host for the tests of a file: `test.use({ stationArgs: ['--beamline', file] })`. */
  stationArgs: string[];
}

interface Fixtures {
  /** A running headless host with empty folders. */
  station: StationProcess;
  /** What the pages complained about; a test with something unexpected in it fails. */
  faults: Faults;
  /** The page of the station, ready, in the browser's own context. */
  beamtime: BeamtimeWindow;
  /** Opens the page once more, as somebody else would: another session with nothing remembered. */
  openAnother: () => Promise<BeamtimeWindow>;
}

/** Tests of the page: a station and a browser each, both gone afterwards. */
export const test = base.extend<Options & Fixtures>({
  stationArgs: [[], { option: true }],

  station: async ({ stationArgs, faults }, use, info) => {
    // A page whose station is gone says so on the console, too.
    faults.allow(
      /WebSocket connection to .* failed|ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/,
    );
    const station = new StationProcess({ args: stationArgs });
    try {
      await station.start();
      await use(station);
    } finally {
      if (info.status !== info.expectedStatus) {
        await info.attach('station.log', {
          body: station.output,
          contentType: 'text/plain',
        });
      }
      await station.remove();
    }
  },

  faults: async ({ context }, use) => {
    const faults = new Faults();
    faults.watch(context);
    await use(faults);
    expect(faults.unexpected(), 'what the pages complained about').toEqual([]);
  },

  beamtime: async ({ page, station }, use) => {
    const beamtime = new BeamtimeWindow(page);
    await beamtime.open(station.url);
    await use(beamtime);
  },

  openAnother: async ({ browser, station, faults }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = [];
    await use(async () => {
      const context = await browser.newContext();
      contexts.push(context);
      faults.watch(context);
      const another = new BeamtimeWindow(await context.newPage());
      await another.open(station.url);
      return another;
    });
    for (const context of contexts) await context.close();
  },
});
