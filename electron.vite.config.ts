import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

// `scripts/lib/build.ts` builds beside `out` and puts the finished build in its place.
const out = process.env['BEAMTIME_OUT'] ?? 'out';

// Main is built flat (no chunk folder), so that `new URL('./x.js', import.meta.url)` finds the worker
// from whichever chunk the code that starts it ends up in.
export default defineConfig({
  main: {
    build: {
      outDir: `${out}/main`,
      rolldownOptions: {
        input: {
          electron: resolve('src/main/electron.ts'),
          headless: resolve('src/main/headless.ts'),
          cli: resolve('src/main/cli.ts'),
          'recorder-worker': resolve('src/main/data/recorder-worker.ts'),
        },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
        },
      },
    },
  },
  preload: {
    build: {
      outDir: `${out}/preload`,
      rolldownOptions: {
        input: { index: resolve('src/preload/index.ts') },
        // A sandboxed preload must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      outDir: `${out}/renderer`,
      rolldownOptions: { input: resolve('src/renderer/index.html') },
      chunkSizeWarningLimit: 6000,
      minify: true,
    },
  },
});
