import type { ScanPlan } from '../../contract/scans.ts';
import { systemClock } from '../base/clock.ts';
import { loadBeamline } from '../config/load.ts';
import type { Beamline } from '../config/types.ts';
import { drivers } from '../drivers/index.ts';
import { planScan } from '../scan/index.ts';
import { InstrumentRack } from '../station/instrument-rack.ts';

/** Whether nothing of this beamline is real, so that a station of it touches no hardware. */
export function isAllSimulated({ instruments }: Beamline): boolean {
  return instruments.every(({ line }) => line === null || 'simulator' in line);
}

/** Reads the beamline file. @throws BeamtimeError `config` */
export function readBeamline(file: string): Beamline {
  return loadBeamline(file, drivers);
}

/** Plans a scan from the beamline file alone: no line is opened, so where the axes stand is not known. */
export function planWithoutHardware(
  beamline: Beamline,
  line: string,
): ScanPlan {
  const rack = new InstrumentRack({
    clock: systemClock,
    logger: { add: () => undefined },
    simulator: undefined,
    offsetsKept: { restore: () => Promise.resolve() },
    limitsKept: { restore: () => undefined },
  });
  rack.create(beamline);
  const plan = planScan({ line }, rack.devices, undefined, () => false);
  return {
    ...plan,
    // Nobody has looked whether a device answers; what it may not do is a problem all the same.
    problems: plan.problems.filter(({ code }) => code !== 'disconnected'),
    warnings: [
      ...plan.warnings,
      'No station runs, and no line was opened for this: whether the devices answer and where they stand is not known.',
    ],
    file: null,
    runNumber: null,
  };
}
