import { z } from 'zod';
import { ClientInfo, ControlState } from './control.ts';
import { event, method } from './define.ts';
import { DeviceState, StopState } from './devices.ts';
import { LogEntry } from './log.ts';
import { QueueState } from './queue.ts';
import { Run } from './runs.ts';

/** Names become folders, so they are kept to letters, digits and - _ . */
const FolderName = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u,
    'Use letters, digits, - _ . only, and begin with a letter or a digit: it becomes a folder name.',
  );

/** What is being measured, for whom. */
export const Experiment = z.object({
  proposal: FolderName,
  sample: FolderName,
  dataset: FolderName,
});
export type Experiment = z.infer<typeof Experiment>;

/** The station as such. */
export const StationInfo = z.object({
  name: z.string(),
  version: z.string(),
  /** The beamline file. */
  beamlineFile: z.string(),
  isSimulated: z.boolean(),
  dataFolder: z.string(),
  startedAt: z.number(),
  /** Device names for the header, if the beamline names them. */
  ringCurrent: z.string().nullable(),
  shutter: z.string().nullable(),
  /** What the host can do beyond a browser. */
  hasNativeDialogs: z.boolean(),
});
export type StationInfo = z.infer<typeof StationInfo>;

/** Everything a page needs to draw itself. Events with a later revision change it. */
export const Snapshot = z.object({
  revision: z.number().int(),
  station: StationInfo,
  experiment: Experiment,
  devices: z.array(DeviceState),
  stop: StopState,
  control: ControlState,
  /** The active run, or the last one. */
  run: Run.nullable(),
  /** The newest runs, newest first. */
  history: z.array(Run),
  queue: QueueState,
  /** The newest entries, oldest first. */
  log: z.array(LogEntry),
});
export type Snapshot = z.infer<typeof Snapshot>;

export const station = {
  /** First call of every client: who it is. Control goes to it if nobody has it (a page or program, not a CLI). */
  'station.hello': method(ClientInfo, Snapshot),
  'station.snapshot': method(z.void(), Snapshot),
  'experiment.set': method(Experiment.partial(), Experiment),
  'experiment.changed': event(Experiment),
};
