import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, preview, type InlineConfig } from 'vite';
import { z } from 'zod';
import { findChromium } from '../scripts/lib/programs.ts';

/** What a page did while it was fed. */
export interface PageMeasurement {
  readonly title: string;
  /** Redraws of the plot in a second. */
  readonly redrawsPerSecond: number;
  /** The longest time the page could not answer, ms. */
  readonly longestBlockMs: number;
  /** Part of the time spent in tasks longer than 50 ms. */
  readonly blockedPart: number;
  /** The median and the slowest answer to a key typed into a field, ms. */
  readonly typing: { readonly median: number; readonly slowest: number };
}

const Watched = z.object({
  redraws: z.number(),
  tasks: z.array(z.number()),
  answers: z.array(z.number()),
});

const root = fileURLToPath(new URL('../src/renderer', import.meta.url));
const measuredMs = 10_000;

const cases = [
  { title: 'nothing arrives', query: 'rate=0&have=1000' },
  {
    title: '1000 points/s, 1e5 points in view',
    query: 'rate=1000&have=100000',
  },
  {
    title: '1000 points/s into a map of 3e4 points',
    query: 'rate=1000&have=20000&kind=grid',
  },
] as const;

/** Builds the page with a station inside it that feeds it, and measures how it bears that in Chromium. */
export async function measurePage(): Promise<PageMeasurement[]> {
  const outDir = mkdtempSync(path.join(tmpdir(), 'beamtime-bench-page-'));
  const config = {
    configFile: false,
    root,
    plugins: [react()],
  } satisfies InlineConfig;
  await build({
    ...config,
    logLevel: 'error',
    build: {
      outDir,
      target: 'esnext',
      chunkSizeWarningLimit: 10_000,
      rolldownOptions: { input: path.join(root, 'testing/feed/index.html') },
    },
  });
  const server = await preview({
    ...config,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath !== undefined && { executablePath }),
    args: ['--no-sandbox'],
  });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const results: PageMeasurement[] = [];
    for (const { title, query } of cases) {
      const page = await browser.newPage({
        viewport: { width: 1440, height: 900 },
      });
      await page.goto(`${address}testing/feed/index.html?${query}`);
      results.push({ title, ...(await measure(page)) });
      await page.close();
    }
    return results;
  } finally {
    await browser.close();
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  }
}

async function measure(page: Page): Promise<Omit<PageMeasurement, 'title'>> {
  await page.locator('.js-plotly-plot').waitFor({ timeout: 30_000 });
  // Loading is measured elsewhere.
  await page.waitForTimeout(2000);
  const watching = page.evaluate(`watchPage(${measuredMs})`);
  const field = page.getByRole('textbox', { name: 'Typed scan' });
  await field.focus();
  const until = Date.now() + measuredMs - 1000;
  while (Date.now() < until) {
    await page.keyboard.type('a');
    await page.waitForTimeout(100);
  }
  const { redraws, tasks, answers } = Watched.parse(await watching);
  const sorted = answers.toSorted((one, other) => one - other);
  return {
    redrawsPerSecond: (redraws * 1000) / measuredMs,
    longestBlockMs: Math.max(0, ...tasks),
    blockedPart: tasks.reduce((sum, task) => sum + task, 0) / measuredMs,
    typing: {
      median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
      slowest: sorted.at(-1) ?? NaN,
    },
  };
}

/** The result as a table for people. */
export function pageTable(results: readonly PageMeasurement[]): string {
  const rows = results.map(
    ({ title, redrawsPerSecond, longestBlockMs, blockedPart, typing }) =>
      [
        title.padEnd(42),
        `${redrawsPerSecond.toFixed(1)} redraws/s`.padEnd(18),
        `longest block ${longestBlockMs.toFixed(0)} ms`.padEnd(24),
        `blocked ${(100 * blockedPart).toFixed(1)} %`.padEnd(16),
        `typing ${typing.median.toFixed(0)} ms, slowest ${typing.slowest.toFixed(0)} ms`,
      ].join(''),
  );
  return rows.join('\n');
}

if (import.meta.main) console.log(pageTable(await measurePage()));
