import { BeamtimeError } from '../../contract/errors.ts';
import type { Run } from '../../contract/runs.ts';
import type { Connection } from './connect.ts';
import { stopStays, stopTable } from './stop-table.ts';
import type { Terminal } from './terminal.ts';

/**
 * Starts a scan and waits for its end; `show` is called after every change. What the station warns of meanwhile is said.
 * Ctrl-C aborts the run, the second one stops everything that moves: then the answer of every device is waited for, and
 * said.
 *
 * @throws BeamtimeError why it could not start, or `port-closed` when the station is gone
 */
export async function followRun(
  { client, isOwn }: Pick<Connection, 'client' | 'isOwn'>,
  line: string,
  terminal: Terminal,
  show: (run: Run) => void,
): Promise<Run> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<Run>();
  const started = client.call('runs.start', { line }, { timeoutMs: null });
  const early: Run[] = [];
  const stopping: Promise<void>[] = [];
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
  const abort = async () => {
    terminal.say('Aborting. Ctrl-C again stops everything at once.');
    await started;
    await client.call('runs.abort');
  };
  const stopAll = async () => {
    terminal.say('Stopping everything.');
    const { results } = await client.call('devices.stopAll');
    terminal.say(stopTable(results));
    if (!isOwn) terminal.say(stopStays);
  };
  const interrupt = () => {
    interrupts += 1;
    const answer = (interrupts === 1 ? abort() : stopAll()).catch(
      (error: unknown) => {
        // It has ended by itself meanwhile, or never started: its own end tells.
        terminal.say(error instanceof Error ? error.message : String(error));
      },
    );
    stopping.push(answer);
  };

  const stops = [
    client.on('runs.changed', look),
    client.on('log.added', ({ level, run, text }) => {
      if (level === 'warning' && run !== null && run === number)
        terminal.say(`Warning: ${text}`);
    }),
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
    await Promise.all(stopping);
    for (const stop of stops) stop();
  }
}
