import { defineConfig } from '@playwright/test';
import { findChromium } from './scripts/lib/programs.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'e2e',
  // No program under test can write into the folders of whoever runs it.
  globalSetup: './scripts/test-setup/own-folders.ts',
  outputDir: 'test-results/files',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  retries: 0,
  // Simulated motors move in real time, so most of a test is waiting.
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: 'test-results/report.json' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    actionTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      // The system's own browser: nothing is fetched.
      ...(executablePath !== undefined && { executablePath }),
      args: [
        '--no-sandbox',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-domain-reliability',
        '--disable-sync',
        '--no-first-run',
        '--no-pings',
      ],
    },
  },
  projects: [
    { name: 'page', testIgnore: '**/electron.spec.ts' },
    { name: 'electron', testMatch: '**/electron.spec.ts' },
  ],
});
