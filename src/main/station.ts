import packageFile from '../../package.json' with { type: 'json' };
import { contract } from '../contract/index.ts';
import type { BeamtimeContract } from '../contract/index.ts';
import type { StationInfo } from '../contract/station.ts';
import { createServer } from '../rpc/server.ts';
import type { RpcServer } from '../rpc/server.ts';
import { systemClock } from './base/clock.ts';
import type { Clock } from './base/clock.ts';
import { loadBeamline } from './config/load.ts';
import { sentenceAt } from './config/render.ts';
import { createDeviceSettings } from './data/device-settings.ts';
import { drivers } from './drivers/index.ts';
import { Engine } from './engine/engine.ts';
import { Queue } from './queue/queue.ts';
import { startSimulator } from './simulator/index.ts';
import { announceAll } from './station/announce.ts';
import { Closers } from './station/closers.ts';
import { BeamlineService } from './station/beamline-service.ts';
import { Control } from './station/control.ts';
import { currentExperiment } from './station/current-experiment.ts';
import type { Dialogs } from './station/handlers/host.ts';
import { createHandlers } from './station/handlers/index.ts';
import { needsControl } from './station/handlers/types.ts';
import { InstrumentRack } from './station/instrument-rack.ts';
import { keepLimits } from './station/kept-limits.ts';
import { keepOffsets } from './station/kept-offsets.ts';
import { keptValues } from './station/kept-values.ts';
import { LineWatch } from './station/line-watch.ts';
import { measuredTimes } from './station/measured-times.ts';
import { openMemory } from './station/memory.ts';
import type { Peer } from './station/peer.ts';
import { noteName } from './station/other-name.ts';
import { shortPaths } from './station/short-paths.ts';
import { RunService } from './station/run-service.ts';
import { snapshotOf } from './station/snapshot.ts';
import { openPositions } from './station/positions-service.ts';
import { Watchers } from './station/watchers.ts';
import { StopService } from './station/stop-service.ts';

/** Which beamline, and where its things are kept. */
export interface StationOptions {
  readonly beamlineFile: string;
  readonly dataFolder: string;
  /** Refuses to open where runs cannot be recorded; else that is a notice. */
  readonly isDataFolderNamed?: boolean;
  /** Queue, history, log, journals. One station at a time. */
  readonly stateFolder: string;
  readonly useSimulator: boolean;
  /** Every point is forced to the medium before it is shown. */
  readonly isForcedToDisk?: boolean;
  readonly clock?: Clock;
  /** Of a host that has native ones. */
  readonly dialogs?: Dialogs;
}

/** A running beamline: what hosts give a face. */
export interface Station {
  readonly info: StationInfo;
  readonly server: RpcServer<BeamtimeContract, Peer>;
  /** What had to be put right while opening, in sentences for who started it. They are in the log, too. */
  readonly notices: readonly string[];
  isRunActive(): boolean;
  /** Tells of every start and end of a run; answers with the way to stop. */
  onRunActive(listener: (isActive: boolean) => void): () => void;
  /** Aborts the active run if there is one, waits until its file is complete, and closes. */
  abortAndClose(): Promise<void>;
}

/**
 * Puts the house together: configuration in, running station out. The only place that knows everybody.
 *
 * @throws BeamtimeError `config` with every mistake of the beamline file, `busy` when another station has the
 * state folder, `bad-input` for a named data folder that cannot be written, `database`, `disk`; what was opened until then is closed again
 */
export async function openStation(options: StationOptions): Promise<Station> {
  const closers = new Closers();
  try {
    return await open(options, closers);
  } catch (error) {
    // Why it did not start is what counts; closing can only add to that.
    await closers.close().catch(() => undefined);
    throw error;
  }
}

async function open(
  options: StationOptions,
  closers: Closers,
): Promise<Station> {
  const { clock = systemClock, dataFolder } = options;
  const beamline = loadBeamline(options.beamlineFile, drivers);
  const memory = await openMemory({ ...options, clock }, closers);
  const { database, settings, logger, store } = memory;
  for (const notice of beamline.notices)
    memory.notice(shortPaths(beamline.file, sentenceAt(notice)));

  const simulator =
    beamline.simulator && options.useSimulator
      ? await startSimulator(beamline.simulator, { clock })
      : undefined;
  closers.add(() => simulator?.close());
  const otherName = noteName(beamline, database, settings);
  if (otherName !== undefined) memory.notice(otherName);
  const kept = createDeviceSettings(database, beamline.name);
  const offsetsKept = keepOffsets(kept, memory.notice);
  const limitsKept = keepLimits(kept, memory.notice);
  const rack = new InstrumentRack({
    clock,
    logger,
    simulator,
    offsetsKept,
    limitsKept,
  });
  closers.add(() => rack.close());
  rack.create(beamline);
  await rack.restore();
  const { devices } = rack;

  const info: StationInfo = {
    name: beamline.name,
    version: packageFile.version,
    beamlineFile: beamline.file,
    isSimulated: beamline.isSimulated,
    dataFolder,
    startedAt: clock.now(),
    ringCurrent: beamline.header.ringCurrent,
    shutter: beamline.header.shutter,
    hasNativeDialogs: options.dialogs !== undefined,
  };
  const experiment = currentExperiment(settings, beamline.experiment);
  const engine = new Engine({ devices, clock, output: store });
  const runs = new RunService({
    clock,
    devices,
    engine,
    store,
    logger,
    measured: measuredTimes(settings),
    experiment: () => experiment.get(),
    beamline: beamline.name,
    isSimulated: beamline.isSimulated,
  });
  const queue = new Queue({
    sql: database.sql,
    check: (request) => runs.queueCheck(request),
    run: ({ request, who }) => runs.start({ request }, who).ended,
    isBusy: () => runs.isActive,
    now: () => clock.now(),
  });
  closers.add(() => {
    queue.close();
  });
  const stop = new StopService({
    clock,
    devices,
    logger,
    onStopAll(who) {
      queue.hold(`STOP ALL was pressed by ${who}.`);
      runs.stopAll(who);
    },
  });
  const control = new Control(clock);
  closers.add(() => {
    control.close();
  });

  const watchers = new Watchers();
  const lines = new LineWatch(() => rack.instruments(), clock, {
    changed: (states) => {
      server.emit('lines.changed', [...states]);
    },
    said: (traffic) => {
      server.emit('lines.said', traffic);
    },
  });
  closers.add(() => {
    lines.close();
  });
  const positions = openPositions(
    { memory, devices, runs, now: () => clock.now() },
    beamline.name,
  );
  const handlers = createHandlers({
    memory,
    devices,
    limitsKept,
    offsetsKept,
    watchers,
    lines,
    beamline: new BeamlineService(beamline, {
      drivers,
      rack,
      runs,
      clock,
      simulator,
      database,
      kept: keptValues({
        database,
        settings: kept,
        positions,
        changed() {
          server.emit('positions.changed', positions.list());
        },
      }),
      waiting: () => queue.state.items.map(({ line }) => line),
      changed(state) {
        server.emit('beamline.changed', state);
      },
    }),
    positions,
    onPositionsChanged(all) {
      server.emit('positions.changed', all);
    },
    runs,
    stop,
    queue,
    control,
    dialogs: options.dialogs,
    snapshot: () =>
      snapshotOf({
        info,
        memory,
        devices,
        experiment,
        control,
        runs,
        queue,
        revision: server.revision,
      }),
    setExperiment(change) {
      const now = experiment.change(change);
      server.emit('experiment.changed', now);
      return now;
    },
  });
  const server = createServer<BeamtimeContract, Peer>(contract, handlers, {
    authorise(name, peer) {
      if (needsControl(name)) control.assertHolds(peer);
    },
    onPeerGone: (peer) => {
      control.leave(peer);
      watchers.leave(peer);
      lines.leave(peer);
    },
    onFault: memory.onFault,
  });
  closers.add(() => {
    server.close();
  });
  announceAll(
    { clock, server, memory, devices, watchers, control, engine, runs, queue },
    closers,
  );
  rack.start();
  logger.add(
    'info',
    'station',
    `Station started: ${beamline.name}${beamline.isSimulated ? ' (simulation)' : ''}`,
  );

  return {
    info,
    server,
    notices: memory.notices,
    isRunActive: () => runs.isActive,
    onRunActive(listener) {
      let wasActive = runs.isActive;
      return runs.changed.add(() => {
        if (wasActive === runs.isActive) return;
        wasActive = runs.isActive;
        listener(wasActive);
      });
    },
    async abortAndClose() {
      try {
        // First of all: nothing new may begin while the active run ends.
        queue.close();
        await runs.abortAndSettle('The station was closed.');
        logger.add('info', 'station', 'Station closed');
      } finally {
        await closers.close();
      }
    },
  };
}
