import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import type { ClientInfo } from '../../contract/control.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { contract, type BeamtimeContract } from '../../contract/index.ts';
import type { Snapshot } from '../../contract/station.ts';
import { createClient } from '../../rpc/client.ts';
import { memoryPorts } from '../../rpc/ports/memory.ts';
import { openWebSocketPort } from '../../rpc/ports/websocket-client.ts';
import type { Client, Port } from '../../rpc/types.ts';
import { stateRoot, type HostOptions } from '../host-options.ts';
import { registeredStateFolders } from '../server/register.ts';
import {
  lookForStations,
  stateFoldersIn,
  type FoundStation,
  type FoundStations,
  type StationFile,
} from '../server/station-file.ts';
import { openStation } from '../station.ts';

/** A client of a station, wherever the station is. */
export interface Connection {
  readonly client: Client<BeamtimeContract>;
  readonly session: string;
  /** As it was on connecting. */
  readonly snapshot: Snapshot;
  /** Where it runs, in words. */
  readonly where: string;
  /** Whether this process is the station. */
  readonly isOwn: boolean;
  /** Leaves; ends the station if it is our own, after what runs in it has been closed in order. */
  close(): Promise<void>;
}

/** Which station is meant: options as typed, and which of them were named. */
export interface Choice {
  readonly options: HostOptions;
  readonly isBeamlineNamed: boolean;
  readonly isStateNamed: boolean;
}

/** Attaches to the running station that is meant, or starts one in this process. */
export async function connect(choice: Choice): Promise<Connection> {
  return (await attach(choice)) ?? startOwn(choice.options);
}

/**
 * Attaches to the running station that is meant; undefined if it does not run.
 *
 * @throws BeamtimeError `bad-input` if several could be meant, `state` if it is simulated and nothing simulated is wanted
 */
export async function attach(choice: Choice): Promise<Connection | undefined> {
  const [station, ...others] = (await findStations(choice)).running;
  if (!station) return undefined;
  if (others.length > 0) throw severalRun([station, ...others]);
  const connection = await attachTo(station);
  const { isSimulated } = connection.snapshot.station;
  if (choice.options.useSimulator || !isSimulated) return connection;
  await connection.close();
  throw new BeamtimeError(
    'state',
    `The running station, ${connection.where}, uses simulated devices, and --no-simulator refuses them. Leave --no-simulator out, or end that station first.`,
  );
}

/** One beamline may run with several states, as simulations do: then only the state folder tells them apart. */
function severalRun(stations: readonly FoundStation[]): BeamtimeError {
  const isSameFile =
    new Set(stations.map(({ beamline }) => beamline)).size < stations.length;
  const names = stations.map(
    ({ beamline, url, stateFolder }) =>
      `${beamline} (${url}${isSameFile ? `, state in ${stateFolder}` : ''})`,
  );
  return new BeamtimeError(
    'bad-input',
    `Several stations run on this machine: ${names.join(', ')}. Say which one with ${isSameFile ? '--state FOLDER' : '--beamline FILE'}.`,
  );
}

/** All running stations that could be meant, wherever they keep their state, and those that hang. */
export async function findStations({
  options: { stateFolder, beamlineFile },
  isBeamlineNamed,
  isStateNamed,
}: Choice): Promise<FoundStations> {
  if (isStateNamed) return lookForStations([stateFolder]);
  const folders = new Set([
    ...registeredStateFolders(),
    ...stateFoldersIn(stateRoot()),
  ]);
  if (!isBeamlineNamed) return lookForStations([...folders]);
  // Where its state is usually kept it is meant whatever the file says; it may keep it elsewhere.
  folders.delete(stateFolder);
  const named = await lookForStations([stateFolder]);
  const found = await lookForStations([...folders]);
  const isMeant = ({ beamline }: StationFile) => beamline === beamlineFile;
  return {
    running: [...named.running, ...found.running.filter(isMeant)],
    silent: [...named.silent, ...found.silent.filter(isMeant)],
  };
}

/** Attaches to a station that was found. */
export async function attachTo({
  url,
  token,
}: StationFile): Promise<Connection> {
  const address = new URL('/rpc', url);
  address.protocol = 'ws:';
  if (token !== null) address.searchParams.set('token', token);
  const port = await openWebSocketPort(address.href);
  return hello(port, {
    where: (name) => `${name} at ${url}`,
    isOwn: false,
    onClose: () => Promise.resolve(),
  });
}

/** Starts a station in this process. Its client speaks the same contract over memory. */
export async function startOwn(options: HostOptions): Promise<Connection> {
  const station = await openStation(options);
  for (const notice of station.notices) console.error(notice);
  const [near, far] = memoryPorts();
  station.server.accept(far, { host: 'localhost', client: null });
  const { dataFolder, stateFolder } = options;
  return hello(near, {
    where: (name) =>
      `${name}, started for this command; data go to ${dataFolder}, its state to ${stateFolder}`,
    isOwn: true,
    onClose: () => station.abortAndClose(),
  });
}

interface Welcome {
  readonly where: (name: string) => string;
  readonly isOwn: boolean;
  readonly onClose: () => Promise<void>;
}

async function hello(
  port: Port,
  { where, isOwn, onClose }: Welcome,
): Promise<Connection> {
  const client = createClient(contract, port);
  const me: ClientInfo = {
    session: `cli-${randomUUID()}`,
    name: `${userName()}@${hostname()}`.slice(0, 64),
    kind: 'cli',
  };
  const close = async () => {
    client.close();
    await onClose();
  };
  try {
    const snapshot = await client.call('station.hello', me);
    return {
      client,
      session: me.session,
      snapshot,
      where: where(snapshot.station.name),
      isOwn,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** In a container the user may have no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody';
  }
}
