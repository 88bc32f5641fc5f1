import { isBeamtimeError } from '../contract/errors.ts';
import { endInOrder } from './end-in-order.ts';
import { runHeadless } from './headless-host.ts';
import { hostUsage, isHelpWanted, parseHostOptions } from './host-options.ts';
import { outliveOutput } from './outlive-output.ts';

outliveOutput();
try {
  const args = process.argv.slice(2);
  if (isHelpWanted(args)) {
    console.log(hostUsage);
  } else {
    const host = await runHeadless(parseHostOptions(args));
    endInOrder(host);
    console.log(`Beamtime is at ${host.url}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = isBeamtimeError(error, 'bad-input', 'config') ? 2 : 1;
}
