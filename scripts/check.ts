/**
 * `npm run check`: format, lint, types, unit tests, build. The quick part of `npm test`: drivers are tried over TCP only,
 * as serial lines take as long again, and fewer processes are killed.
 */
import { checkLanes, runLanes, sumUp } from './lib/steps.ts';

process.env['BEAMTIME_QUICK'] = '1';
const { failed } = sumUp(await runLanes(checkLanes));
process.exitCode = failed === 0 ? 0 : 1;
console.log(
  '\nThe drivers were tried over TCP; npm test tries their serial lines as well, and kills more processes.',
);
