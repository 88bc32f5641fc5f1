/** `npm test`: the check, then the end-to-end tests on what it built. The last line is `N passed, N failed`. */
import { checkLanes, endToEnd, runLanes, runStep, sumUp } from './lib/steps.ts';

const outcomes = await runLanes(checkLanes);
const isBuilt = outcomes.some(
  ({ step, isGood }) => step.name === 'build' && isGood,
);
if (isBuilt) outcomes.push(await runStep(endToEnd, 'now'));
else
  console.log(
    '\nThe end-to-end tests did not run: there is no build to run them on.',
  );
const { failed } = sumUp(outcomes);
process.exitCode = failed === 0 && isBuilt ? 0 : 1;
