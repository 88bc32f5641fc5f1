/** `npm run build`: builds, and remembers of which sources, so that `npm start` knows when to build again. */
import { build } from './lib/build.ts';
import { withLock } from './lib/lock.mjs';

await withLock('build', build);
