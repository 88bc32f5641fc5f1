import { setTimeout as pause } from 'node:timers/promises';
import type { ConnectionTrial } from '../../contract/beamline.ts';
import type { Clock } from '../base/clock.ts';
import type { BeamlineInstrument, BeamlineLine } from '../config/types.ts';
import { createDevices } from '../device/registry.ts';
import type { Instrument } from '../drivers/types.ts';
import type { Simulator } from '../simulator/index.ts';
import { lineOpener } from './line-opener.ts';
import { trialOf } from './trial-outcome.ts';

/** What a trial needs of its station. */
export interface TrialParts {
  readonly clock: Clock;
  readonly simulator: Simulator | undefined;
}

/** An instrument that has not answered by then is not there, or not at this address. */
const PATIENCE_MS = 8_000;
const LOOK_MS = 50;

/** Connects to an instrument beside those that run, waits until its devices are there or have been given up, and lets the line go. */
export async function tryConnection(
  { driver, config }: BeamlineInstrument,
  line: BeamlineLine,
  { clock, simulator }: TrialParts,
  signal: AbortSignal,
): Promise<ConnectionTrial> {
  const devices = createDevices();
  const trial = driver.create(config, {
    clock,
    devices,
    line: lineOpener(line, simulator),
    isSimulated: 'simulator' in line,
    log: () => undefined,
  });
  for (const device of trial.devices) devices.add(device);
  const start = clock.monotonic();
  const elapsed = () => clock.monotonic() - start;
  trial.start();
  try {
    while (
      elapsed() < PATIENCE_MS &&
      !signal.aborted &&
      !isComplete(trial) &&
      !isShut(trial)
    ) {
      await pause(LOOK_MS);
    }
    return trialOf(trial, elapsed() / 1000);
  } finally {
    await trial.close();
  }
}

/** The line cannot even be opened: a refused port, a device file that is not there. Waiting makes it no better. */
function isShut({ exchange }: Instrument): boolean {
  return exchange?.state.kind === 'lost' && exchange.traffic().length === 0;
}

function isComplete({ devices }: Instrument): boolean {
  return devices.every((device) => device.reading().status !== 'offline');
}
