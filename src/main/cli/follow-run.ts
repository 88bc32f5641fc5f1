import { BeamtimeError } from '../../contract/errors.ts';
import type { BeamtimeContract } from '../../contract/index.ts';
import type { Run } from '../../contract/runs.ts';
import type { Client } from '../../rpc/types.ts';
import type { Terminal } from './terminal.ts';

/**
 * Starts a scan and waits for its end; `show` is called after every change. Ctrl-C aborts the run, the second one
 * stops everything that moves.
 *
 * @throws BeamtimeError why it could not start, or `port-closed` when the station is gone
 */
export async function followRun(
  client: Client<BeamtimeContract>,
  line: string,
  terminal: Terminal,
  show: (run: Run) => void,
): Promise<Run> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<Run>();
  const started = client.call('runs.start', { line }, { timeoutMs: null });
  const early: Run[] = [];
  let number: number | undefined;
  let interrupts = 0;

  const look = (run: Run) => {
    if (number === undefined) early.push(run);
    if (run.number !== number) return;
    show(run);
    if (run.endReason !== null) resolve(run);
  };
  const refresh = () => {
    if (number !== undefined)
      client.call('runs.get', { run: number }).then(look, reject);
  };
  const interrupt = () => {
    interrupts += 1;
    terminal.say(
      interrupts === 1
        ? 'Aborting. Ctrl-C again stops everything at once.'
        : 'Stopping everything.',
    );
    const stopping =
      interrupts === 1
        ? started.then(() => client.call('runs.abort'))
        : client.call('devices.stopAll');
    stopping.catch((error: unknown) => {
      // It has ended by itself meanwhile, or never started: its own end tells.
      terminal.say(error instanceof Error ? error.message : String(error));
    });
  };

  const stops = [
    client.on('runs.changed', look),
    client.onGap(refresh),
    client.onClosed((reason) =>
      reject(
        new BeamtimeError(
          'port-closed',
          `${reason} The scan may go on in the station: look there.`,
        ),
      ),
    ),
    terminal.onInterrupt(interrupt),
  ];
  try {
    ({ run: number } = await started);
    early.forEach(look);
    refresh();
    return await ended;
  } finally {
    for (const stop of stops) stop();
  }
}
