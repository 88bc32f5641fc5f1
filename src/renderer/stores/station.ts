import { create } from 'zustand';
import type { ControlState } from '../../contract/control.ts';
import type { StopState } from '../../contract/devices.ts';
import type { LogEntry } from '../../contract/log.ts';
import type { QueueState } from '../../contract/queue.ts';
import type { Run } from '../../contract/runs.ts';
import type {
  Experiment,
  Snapshot,
  StationInfo,
} from '../../contract/station.ts';
import { useConnection } from './connection.ts';
import { sessionId } from './session.ts';

/** Entries kept in the page; older ones are fetched again when somebody scrolls there. */
const logKept = 5000;

/** What the station said last, but readings (`devices.ts`) and points (`points.ts`). Null before the first snapshot. */
export interface Station {
  readonly station: StationInfo | null;
  readonly experiment: Experiment | null;
  readonly stop: StopState;
  readonly control: ControlState;
  /** The active run, or the last one. */
  readonly run: Run | null;
  /** Newest first, without the active run. Grows by `addOlderRuns`. */
  readonly history: readonly Run[];
  readonly queue: QueueState;
  /** Oldest first. */
  readonly log: readonly LogEntry[];
}

export const useStation = create<Station>()(() => empty());

/** Whether this page may steer: it holds control and is connected. */
export function useInControl(): boolean {
  const holder = useStation((state) => state.control.holder);
  const isConnected = useConnection((state) => state.status === 'connected');
  return isConnected && holder === sessionId();
}

/** Whether this page may steer, asked outside a component. */
export function isInControl(): boolean {
  return (
    useConnection.getState().status === 'connected' &&
    useStation.getState().control.holder === sessionId()
  );
}

/** Whether a run is under way. */
export function isActive(run: Run | null): run is Run {
  return run !== null && (run.state === 'running' || run.state === 'paused');
}

/** Takes a snapshot; older history and log entries that were loaded before are kept. */
export function applySnapshot(snapshot: Snapshot): void {
  const { station, experiment, stop, control, run, queue } = snapshot;
  useStation.setState((before) => ({
    station,
    experiment,
    stop,
    control,
    run,
    queue,
    history: isSame(before.station, station)
      ? mergeRuns(before.history, snapshot.history)
      : mergeRuns([], snapshot.history),
    log: snapshot.log,
  }));
}

/** Takes a run's new state: the present one, and, when it has ended, the history. */
export function applyRun(run: Run): void {
  useStation.setState((before) => {
    const isPresent = before.run === null || run.number >= before.run.number;
    return {
      ...(isPresent && { run }),
      ...(!isActive(run) && { history: mergeRuns(before.history, [run]) }),
    };
  });
}

/** Takes older runs that were fetched while scrolling. */
export function addOlderRuns(runs: readonly Run[]): void {
  useStation.setState(({ history }) => ({ history: mergeRuns(history, runs) }));
}

export function addLogEntry(entry: LogEntry): void {
  useStation.setState(({ log }) => ({
    log: [...log.filter(({ id }) => id !== entry.id), entry].slice(-logKept),
  }));
}

/** Takes older entries (newest first) that were fetched while scrolling. */
export function addOlderLog(entries: readonly LogEntry[]): void {
  useStation.setState(({ log }) => {
    const known = new Set(log.map(({ id }) => id));
    return {
      log: [...entries.filter(({ id }) => !known.has(id)).toReversed(), ...log],
    };
  });
}

/** Forgets everything; tests begin with it. */
export function clearStation(): void {
  useStation.setState(empty(), true);
}

function isSame(one: StationInfo | null, other: StationInfo): boolean {
  return (
    one !== null &&
    one.beamlineFile === other.beamlineFile &&
    one.dataFolder === other.dataFolder
  );
}

function mergeRuns(
  known: readonly Run[],
  fresh: readonly Run[],
): readonly Run[] {
  const byNumber = new Map(known.map((run) => [run.number, run]));
  for (const run of fresh) {
    byNumber.set(run.number, run);
  }
  return [...byNumber.values()]
    .filter(({ state }) => state !== 'running' && state !== 'paused')
    .sort((one, other) => other.number - one.number);
}

function empty(): Station {
  return {
    station: null,
    experiment: null,
    stop: { isLatched: false, who: null, time: null, results: [] },
    control: { holder: null, clients: [], requests: [] },
    run: null,
    history: [],
    queue: { items: [], isHeld: true, reason: null },
    log: [],
  };
}
