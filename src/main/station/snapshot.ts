import type { Snapshot, StationInfo } from '../../contract/station.ts';
import type { Devices } from '../device/types.ts';
import type { Queue } from '../queue/queue.ts';
import type { Control } from './control.ts';
import type { CurrentExperiment } from './current-experiment.ts';
import type { Memory } from './memory.ts';
import type { RunService } from './run-service.ts';
import { stateOf } from './state-of.ts';

/** Rows of history and log that come with it; older ones are asked for. */
const ROWS = 200;

interface Parts {
  readonly info: StationInfo;
  readonly memory: Memory;
  readonly devices: Devices;
  readonly experiment: CurrentExperiment;
  readonly control: Control;
  readonly runs: RunService;
  readonly queue: Queue;
  readonly revision: number;
}

/** Everything that a page needs to draw itself, as it is now. */
export function snapshotOf(parts: Parts): Snapshot {
  const { memory, devices, control, runs, queue } = parts;
  const history = memory.store.runs.list({ limit: ROWS });
  return {
    revision: parts.revision,
    station: parts.info,
    experiment: parts.experiment.get(),
    devices: devices.all().map(stateOf),
    stop: devices.latch.state,
    control: control.state(),
    run: runs.current ?? history[0] ?? null,
    history,
    queue: queue.state,
    log: memory.logbook.list({ limit: ROWS }).toReversed(),
  };
}
