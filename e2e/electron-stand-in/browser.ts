import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';
import { findChromium } from '../../scripts/lib/programs.ts';

/** A window as the program's end has to know it. */
interface ClosableWindow {
  close(): void;
}

/** The windows that are open. */
export const openWindows = new Set<ClosableWindow>();

let opening: Promise<BrowserContext> | undefined;

/** The one browser of this program; its profile lies in the user's folder. */
export function whenBrowserIsOpen(userData: string): Promise<BrowserContext> {
  return (opening ??= open(path.join(userData, 'stand-in-profile')));
}

async function open(profile: string): Promise<BrowserContext> {
  const executablePath = findChromium();
  const context = await chromium.launchPersistentContext(profile, {
    ...(executablePath !== undefined && { executablePath }),
    headless: !process.env['BEAMTIME_STAND_IN_SHOW'],
    // A test sees the page through a port of its own, beside the stand-in's pipe.
    args: [
      '--no-sandbox',
      '--remote-debugging-port=0',
      '--disable-background-networking',
      '--no-first-run',
    ],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const [port] = readFileSync(
    path.join(profile, 'DevToolsActivePort'),
    'utf8',
  ).split('\n');
  process.send?.({ devTools: `http://127.0.0.1:${port ?? ''}` });
  return context;
}
