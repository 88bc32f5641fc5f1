import { endInOrder } from '../../end-in-order.ts';
import { runHeadless } from '../../headless-host.ts';
import type { CommandContext } from '../command.ts';
import { toJson } from '../terminal.ts';

/** Runs the headless host until it is told to end. Never answers: the process ends in order on its own. */
export async function serve({
  terminal,
  isJson,
  choice,
}: CommandContext): Promise<never> {
  const { options } = choice();
  const host = await runHeadless(options);
  endInOrder(host);
  const { dataFolder, stateFolder } = options;
  if (isJson) {
    terminal.print(
      toJson({ url: host.url, pid: process.pid, dataFolder, stateFolder }),
    );
  } else {
    terminal.print(`Beamtime is at ${host.url}`);
    terminal.say(
      `Data go to ${dataFolder}, the station's state to ${stateFolder}. Ctrl-C ends it.`,
    );
  }
  return new Promise<never>(() => undefined);
}
