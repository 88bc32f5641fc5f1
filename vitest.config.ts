import { availableParallelism } from 'node:os';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** No test can write into the folders of whoever runs it. */
const setupFiles = ['scripts/test-setup/each-file.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    // Most tests wait for simulated hardware; on two cores one worker would leave them idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: 'node',
          environment: 'node',
          include: [
            'src/{contract,rpc,main,preload}/**/*.test.ts',
            'scripts/**/*.test.ts',
          ],
          setupFiles,
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'page',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          setupFiles,
          testTimeout: 20_000,
        },
      },
    ],
  },
});
