import path from 'node:path';
import type { StopState } from '../../../contract/devices.ts';
import {
  BeamtimeError,
  toReport,
  type ErrorReport,
} from '../../../contract/errors.ts';
import type { StationFile } from '../../server/station-file.ts';
import type { CommandContext } from '../command.ts';
import {
  attach,
  attachTo,
  findStations,
  startOwn,
  type Connection,
} from '../connect.ts';
import { withControl } from '../control.ts';
import { exitCodes } from '../exit-codes.ts';
import { settleDevices } from '../settle.ts';
import { stopStays, stopTable } from '../stop-table.ts';
import { toJson } from '../terminal.ts';

/**
 * STOP ALL: in every running station that could be meant, since nobody who wants to stop wants to choose. Where none
 * runs, a motor may still move from an earlier one: the devices of a beamline that is named are reached by a station of
 * our own. Which beamline is meant is never guessed.
 *
 * @throws BeamtimeError `state` when no station runs and no beamline is named
 */
export async function stopEverything(context: CommandContext): Promise<number> {
  const { terminal, isJson } = context;
  const choice = context.choice();
  const { running, silent } = await findStations(choice);
  const isAnyThere = running.length + silent.length > 0;
  if (!isAnyThere && !choice.isBeamlineNamed) {
    throw new BeamtimeError(
      'state',
      'No station is running here, so NOTHING WAS STOPPED. To reach the devices of a beamline without a station, name it: beamtime stop --beamline FILE.',
    );
  }
  if (!isAnyThere && !isJson) {
    terminal.say(
      `No station is running; reaching the devices of ${choice.options.beamlineFile} to stop them.`,
    );
  }
  for (const station of silent)
    terminal.say(`${inWords(station)} does not answer; trying to stop it.`);
  const attempts = isAnyThere
    ? [...running, ...silent].map((station) => stopStation(station))
    : [startOwn(choice.options).then(stopIn)];
  const answers = await Promise.all(attempts);
  const states = answers.filter((answer) => 'results' in answer);
  const failures = answers.filter((answer) => 'error' in answer);
  const results = states.flatMap((state) => state.results);
  if (isJson) {
    terminal.print(toJson(answers));
  } else if (states.length > 0) {
    terminal.print(stopTable(results));
    if (isAnyThere) terminal.say(stopStays);
  }
  for (const { error } of failures) terminal.say(error.message);
  return failures.length === 0 && results.every((result) => result.isStopped)
    ? exitCodes.good
    : exitCodes.failed;
}

/**
 * Lets the devices of the running station move again; where no STOP ALL is latched, nobody's control is touched.
 *
 * @throws BeamtimeError `state` when none runs (then no stop is remembered), `not-in-control`, and `bad-input` if several
 * stations could be meant
 */
export async function resetStop(
  { take }: { readonly take: boolean },
  { terminal, isJson, choice }: CommandContext,
): Promise<number> {
  const connection = await attach(choice());
  if (!connection) {
    throw new BeamtimeError(
      'state',
      'No station is running, so there is no stop to reset.',
    );
  }
  const { isLatched, who } = connection.snapshot.stop;
  try {
    if (isLatched) await resetIn(connection, take);
  } finally {
    await connection.close();
  }
  if (isJson) terminal.print(toJson({ isReset: isLatched, who }));
  else if (isLatched)
    terminal.print(
      `The stop of ${who ?? 'somebody'} is reset; devices may move again.`,
    );
  else terminal.print('Nothing is stopped, so there was nothing to reset.');
  return exitCodes.good;
}

async function resetIn(connection: Connection, take: boolean): Promise<void> {
  const giveBack = await withControl(connection, { take });
  try {
    await connection.client.call('devices.resetStop');
  } finally {
    await giveBack();
  }
}

/** What is known of a station that could not be told to stop. */
interface NotStopped {
  readonly pid: number;
  readonly url: string;
  readonly beamline: string;
  readonly error: ErrorReport;
}

/** One station that fails keeps nobody from stopping the others. */
async function stopStation(
  station: StationFile,
): Promise<StopState | NotStopped> {
  try {
    return await stopIn(await attachTo(station));
  } catch (error) {
    const { pid, url, beamline } = station;
    const { message, ...report } = toReport(error);
    const sentence = `NOT STOPPED: ${inWords(station)}: ${message} Its devices may still move: stop them at the beamline, then end the station (process ${pid}) and stop the devices with: beamtime stop --beamline ${beamline}`;
    return { pid, url, beamline, error: { ...report, message: sentence } };
  }
}

/** `the station of demo.yaml (process 4711, http://127.0.0.1:4280/)`. */
function inWords({ beamline, pid, url }: StationFile): string {
  return `the station of ${path.basename(beamline)} (process ${pid}, ${url})`;
}

async function stopIn(connection: Connection): Promise<StopState> {
  try {
    if (connection.isOwn) await settleDevices(connection, 3000);
    return await connection.client.call('devices.stopAll');
  } finally {
    await connection.close();
  }
}
