import { beamline } from './beamline.ts';
import { control } from './control.ts';
import type { Contract } from './define.ts';
import { devices } from './devices.ts';
import { host } from './host.ts';
import { lines } from './lines.ts';
import { log } from './log.ts';
import { parameters } from './parameters.ts';
import { positions } from './positions.ts';
import { queue } from './queue.ts';
import { runs } from './runs.ts';
import { scans } from './scans.ts';
import { station } from './station.ts';

/** Everything the page, the CLI and other clients can ask of a station, and everything it announces. */
export const contract = {
  ...station,
  ...beamline,
  ...devices,
  ...parameters,
  ...positions,
  ...scans,
  ...runs,
  ...queue,
  ...control,
  ...lines,
  ...log,
  ...host,
} satisfies Contract;

export type BeamtimeContract = typeof contract;
