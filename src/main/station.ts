import packageFile from '../../package.json' with { type: 'json' };
import { BeamtimeError } from '../contract/errors.ts';
import { contract } from '../contract/index.ts';
import type { Run } from '../contract/runs.ts';
import { Experiment } from '../contract/station.ts';
import type { Snapshot, StationInfo } from '../contract/station.ts';
import { createServer } from '../rpc/server.ts';
import type { RpcServer } from '../rpc/server.ts';
import type { BeamtimeContract } from '../contract/index.ts';
import { systemClock } from './base/clock.ts';
import type { Clock } from './base/clock.ts';
import { loadBeamline } from './config/load.ts';
import { openDatabase } from './data/database.ts';
import { createLogbook } from './data/logbook.ts';
import { RunStore } from './data/run-store.ts';
import { createSettings } from './data/settings.ts';
import { drivers } from './drivers/index.ts';
import { Engine } from './engine/engine.ts';
import { Queue } from './queue/queue.ts';
import { startSimulator } from './simulator/index.ts';
import { Announcer } from './station/announcer.ts';
import { Control } from './station/control.ts';
import { controlHandlers } from './station/handlers/control.ts';
import { deviceHandlers, stateOf } from './station/handlers/devices.ts';
import { hostHandlers } from './station/handlers/host.ts';
import type { Dialogs } from './station/handlers/host.ts';
import { logHandlers } from './station/handlers/log.ts';
import { queueHandlers } from './station/handlers/queue.ts';
import { runHandlers } from './station/handlers/runs.ts';
import { stationHandlers } from './station/handlers/station.ts';
import { needsControl } from './station/handlers/types.ts';
import type { StationHandlers } from './station/handlers/types.ts';
import { createInstruments } from './station/instruments.ts';
import { Jogger } from './station/jogger.ts';
import { restoreLimits } from './station/kept-limits.ts';
import { Logger } from './station/logger.ts';
import { measuredTimes } from './station/measured-times.ts';
import type { Peer } from './station/peer.ts';
import { RunService } from './station/run-service.ts';
import { StopService } from './station/stop-service.ts';
import { watchReach } from './station/watch-reach.ts';

/** Which beamline, and where its things are kept. */
export interface StationOptions {
  readonly beamlineFile: string;
  readonly dataFolder: string;
  /** Queue, history, log, journals. One station at a time. */
  readonly stateFolder: string;
  readonly useSimulator: boolean;
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

const SNAPSHOT_ROWS = 200;

/**
 * Puts the house together: configuration in, running station out. The only place that knows everybody.
 *
 * @throws BeamtimeError `config` with every mistake of the beamline file, `busy` when another station has the
 * state folder, `database`, `disk`
 */
export async function openStation(options: StationOptions): Promise<Station> {
  const { clock = systemClock, stateFolder, dataFolder } = options;
  const beamline = loadBeamline(options.beamlineFile, drivers);
  const database = openDatabase(stateFolder);
  const settings = createSettings(database);
  const logbook = createLogbook(database, () => clock.now());
  const logger = new Logger(logbook);
  const onFault = (error: unknown, where = 'the program') => {
    logger.add('error', 'station', `Fault in ${where}: ${sentence(error)}`, {
      code: 'internal',
    });
  };
  const notices = [...database.warnings];
  for (const text of database.warnings) {
    logger.add('warning', 'station', text, { code: 'database' });
  }

  const store = new RunStore({
    database,
    stateFolder,
    dataFolder,
    clock,
    version: packageFile.version,
    onWarning: ({ code, text, run }) => {
      logger.add('warning', 'station', text, {
        code,
        ...(run !== null && { run }),
      });
    },
  });
  const recovered = await store.recover();
  for (const run of recovered) {
    const text = `Run ${String(run.number)} was put right after the station ended without closing: ${String(run.point)} of ${String(run.points)} points are in ${run.file}`;
    notices.push(text);
    logger.add('warning', 'station', text, { run: run.number });
  }

  const simulator =
    beamline.simulator && options.useSimulator
      ? await startSimulator(beamline.simulator, { clock })
      : undefined;
  const { devices, instruments } = createInstruments(beamline, {
    clock,
    logger,
    simulator,
  });
  const engine = new Engine({ devices, clock, output: store });
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
  let experiment =
    settings.get('experiment', Experiment) ?? beamline.experiment;
  const runs = new RunService({
    clock,
    devices,
    engine,
    store,
    logger,
    measured: measuredTimes(settings),
    experiment: () => experiment,
    beamline: beamline.name,
    isSimulated: beamline.isSimulated,
  });
  const control = new Control(clock);
  const queue = new Queue({
    sql: database.sql,
    check: (request) => runs.queueCheck(request),
    run: ({ request, who }) => runs.start({ request }, who).ended,
    isBusy: () => runs.isActive,
    now: () => clock.now(),
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

  const getRun = (number: number): Run => {
    if (runs.current?.number === number) return runs.current;
    const run = store.runs.get(number);
    if (run) return run;
    throw new BeamtimeError(
      'bad-input',
      `There is no run ${String(number)}. The history lists those there are.`,
    );
  };
  const handlers: StationHandlers = {
    ...deviceHandlers({
      devices,
      runs,
      stop,
      jogger: new Jogger(),
      logger,
      limitsKept: restoreLimits(devices, settings, logger),
    }),
    ...runHandlers({
      runs,
      logger,
      list: (before, limit) => store.runs.list({ before, limit }),
      get: getRun,
      pointsFrom: (run, from) => store.data(run, from),
      allPoints: (run) => store.allData(run),
    }),
    ...queueHandlers(queue, logger),
    ...controlHandlers(control, logger),
    ...logHandlers({
      logger,
      list: (before, limit) => logbook.list({ before, limit }),
      activeRun: () => (runs.isActive ? runs.current?.number : undefined),
    }),
    ...stationHandlers({
      control,
      logger,
      snapshot,
      setExperiment(change) {
        experiment = { ...experiment, ...change };
        settings.set('experiment', experiment);
        server.emit('experiment.changed', experiment);
        return experiment;
      },
    }),
    ...hostHandlers(options.dialogs),
  };
  const server = createServer<BeamtimeContract, Peer>(contract, handlers, {
    authorise(name, peer) {
      if (needsControl(name)) control.assertHolds(peer);
    },
    onPeerGone: (peer) => {
      control.leave(peer);
    },
    onFault,
  });

  function snapshot(): Snapshot {
    const history = store.runs.list({ limit: SNAPSHOT_ROWS });
    return {
      revision: server.revision,
      station: info,
      experiment,
      devices: devices.all().map(stateOf),
      stop: devices.latch.state,
      control: control.state(),
      run: runs.current ?? history[0] ?? null,
      history,
      queue: queue.state,
      log: logbook.list({ limit: SNAPSHOT_ROWS }).toReversed(),
    };
  }

  const announcer = new Announcer({
    clock,
    server,
    devices,
    control,
    pointsFrom: (run, from) => store.data(run, from),
    onFault,
  });
  runs.changed.add((run) => {
    announcer.run(run);
    if (!runs.isActive) queue.poke();
  });
  store.onPoint(() => {
    // At every point: `runs.current` would be made anew each time.
    if (engine.number !== null) announcer.point(engine.number);
  });
  queue.onChanged((state) => {
    announcer.queue(state);
  });
  logbook.onAdded((entry) => {
    announcer.log(entry);
  });
  const stopWatching = watchReach(devices, clock, () => {
    queue.recheck();
  });
  for (const instrument of instruments) instrument.start();
  logger.add(
    'info',
    'station',
    `Station started: ${beamline.name}${beamline.isSimulated ? ' (simulation)' : ''}`,
  );

  return {
    info,
    server,
    notices,
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
      queue.close();
      await runs.abortAndSettle('The station was closed.');
      stopWatching();
      announcer.close();
      control.close();
      server.close();
      await Promise.all(instruments.map((instrument) => instrument.close()));
      await simulator?.close();
      await store.close();
      logger.add('info', 'station', 'Station closed');
      database.close();
    },
  };
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
