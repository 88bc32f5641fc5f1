import { BeamtimeError } from '../../../contract/errors.ts';
import type { NamedPositions } from '../../../contract/positions.ts';
import type { Run } from '../../../contract/runs.ts';
import type { Experiment, Snapshot } from '../../../contract/station.ts';
import type { Devices } from '../../device/types.ts';
import type { Queue } from '../../queue/queue.ts';
import type { BeamlineService } from '../beamline-service.ts';
import type { Control } from '../control.ts';
import { Jogger } from '../jogger.ts';
import type { KeptLimits } from '../kept-limits.ts';
import type { KeptOffsets } from '../kept-offsets.ts';
import type { LineWatch } from '../line-watch.ts';
import type { Memory } from '../memory.ts';
import type { PositionsService } from '../positions-service.ts';
import type { RunService } from '../run-service.ts';
import type { StopService } from '../stop-service.ts';
import type { Watchers } from '../watchers.ts';
import { beamlineHandlers } from './beamline.ts';
import { controlHandlers } from './control.ts';
import { deviceHandlers } from './devices.ts';
import { hostHandlers, type Dialogs } from './host.ts';
import { lineHandlers } from './lines.ts';
import { logHandlers } from './log.ts';
import { parameterHandlers } from './parameters.ts';
import { positionHandlers } from './positions.ts';
import { queueHandlers } from './queue.ts';
import { runHandlers } from './runs.ts';
import { stationHandlers } from './station.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly memory: Memory;
  readonly devices: Devices;
  readonly limitsKept: KeptLimits;
  readonly offsetsKept: KeptOffsets;
  readonly watchers: Watchers;
  readonly lines: LineWatch;
  readonly runs: RunService;
  readonly stop: StopService;
  readonly queue: Queue;
  readonly control: Control;
  readonly beamline: BeamlineService;
  readonly positions: PositionsService;
  readonly onPositionsChanged: (all: NamedPositions[]) => void;
  readonly snapshot: () => Snapshot;
  readonly setExperiment: (change: Partial<Experiment>) => Experiment;
  readonly dialogs: Dialogs | undefined;
}

/** A handler for every call of the contract. */
export function createHandlers(parts: Parts): StationHandlers {
  const { memory, devices, limitsKept, runs, stop, queue, control } = parts;
  const { logger, logbook, store } = memory;
  return {
    ...deviceHandlers({
      devices,
      runs,
      stop,
      jogger: new Jogger(),
      logger,
      limitsKept,
    }),
    ...parameterHandlers({ ...parts, logger }),
    ...positionHandlers({ ...parts, logger }),
    ...beamlineHandlers({ ...parts, logger }),
    ...lineHandlers({ ...parts, logger }),
    ...runHandlers({
      runs,
      logger,
      list: (before, limit) => store.runs.list({ before, limit }),
      get: (number) => runOf(number, runs, memory),
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
      snapshot: parts.snapshot,
      setExperiment: parts.setExperiment,
    }),
    ...hostHandlers(parts.dialogs),
  };
}

function runOf(number: number, runs: RunService, { store }: Memory): Run {
  if (runs.current?.number === number) return runs.current;
  const run = store.runs.get(number);
  if (run) return run;
  throw new BeamtimeError(
    'bad-input',
    `There is no run ${String(number)}. The history lists those there are.`,
  );
}
