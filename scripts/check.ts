/** `npm run check`: format, lint, types, unit tests, build. The quick part of `npm test`. */
import { checkLanes, runLanes, sumUp } from './lib/steps.ts';

const { failed } = sumUp(await runLanes(checkLanes));
process.exitCode = failed === 0 ? 0 : 1;
