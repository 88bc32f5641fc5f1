import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const shared = {
  /** No test can write into the folders of whoever runs it. */
  setupFiles: ['scripts/test-setup/each-file.ts'],
  // A worker loads the sources once for all its files; loading them for each was half of the computing. So a test puts back
  // whatever it changed for others: spies, globals, the stores of the page.
  isolate: false,
  testTimeout: 20_000,
};

export default defineConfig({
  test: {
    // Most tests wait for simulated hardware; one worker a core would leave it idle.
    maxWorkers: 2 * availableParallelism(),
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          environment: 'node',
          include: [
            'src/{contract,rpc,main,preload}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
      {
        plugins: [react()],
        test: {
          ...shared,
          name: 'page',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
        },
      },
    ],
  },
});
