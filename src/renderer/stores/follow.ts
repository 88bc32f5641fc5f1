import type { Snapshot } from '../../contract/station.ts';
import { applyBeamline } from './beamline.ts';
import { showError } from './call.ts';
import { type BeamtimeClient, useConnection } from './connection.ts';
import { applyDetails, watchAgain } from './details.ts';
import { applyReadings, replaceDevices } from './devices.ts';
import { applyLines, applySaid, watchLinesAgain } from './lines.ts';
import { applyPositions, loadPositions } from './positions.ts';
import { applyPoints, clearPoints, expectRun, loadRun } from './points.ts';
import { sessionId } from './session.ts';
import { useSettings } from './settings.ts';
import { addLogEntry, applyRun, applySnapshot, useStation } from './station.ts';

/** Says hello and keeps the stores the same as the station until the port dies. */
export async function followStation(client: BeamtimeClient): Promise<void> {
  listen(client);
  // The snapshot's run is fetched through this client, so it is the current one before it is said to be connected.
  useConnection.setState({ client });
  await client.follow({
    first: () =>
      client.call('station.hello', {
        session: sessionId(),
        name: useSettings.getState().clientName,
        kind: 'page',
      }),
    again: () => client.call('station.snapshot'),
    apply: takeSnapshot,
    onError: showError,
  });
  useConnection.setState({ status: 'connected', reason: null, client });
}

/** The port died, or an attempt to connect failed: what is shown is old from now on. */
export function loseStation(reason: string): void {
  useConnection.setState(({ status }) => ({
    status: status === 'connecting' ? 'connecting' : 'lost',
    reason,
    client: null,
  }));
}

function listen(client: BeamtimeClient): void {
  client.on('devices.changed', applyReadings);
  client.on('devices.listChanged', (devices) => {
    replaceDevices(devices);
    watchAgain();
  });
  client.on('devices.detailChanged', applyDetails);
  client.on('lines.changed', applyLines);
  client.on('lines.said', applySaid);
  client.on('devices.stopChanged', (stop) => useStation.setState({ stop }));
  client.on('control.changed', (control) => useStation.setState({ control }));
  client.on('experiment.changed', (experiment) =>
    useStation.setState({ experiment }),
  );
  client.on('beamline.changed', applyBeamline);
  client.on('positions.changed', applyPositions);
  client.on('queue.changed', (queue) => useStation.setState({ queue }));
  client.on('log.added', addLogEntry);
  client.on('runs.changed', (run) => {
    expectRun(run);
    applyRun(run);
  });
  client.on('runs.points', applyPoints);
}

function takeSnapshot(snapshot: Snapshot): void {
  const before = useStation.getState().station;
  if (before !== null && before.dataFolder !== snapshot.station.dataFolder) {
    clearPoints();
  }
  replaceDevices(snapshot.devices);
  applySnapshot(snapshot);
  watchAgain();
  void loadPositions();
  watchLinesAgain();
  if (snapshot.run) {
    expectRun(snapshot.run);
    // What it measured before this page came, or while it was cut off.
    loadRun(snapshot.run.number).catch(showError);
  }
}
