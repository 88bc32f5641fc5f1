import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { ConnectionTrial } from '../../contract/beamline.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Beamline, BeamlineInstrument } from '../config/types.ts';
import { createDevices } from '../device/registry.ts';
import type { Instrument } from '../drivers/types.ts';
import type { Simulator } from '../simulator/index.ts';
import { lineOpener } from './line-opener.ts';

/** What a trial needs of its station. */
export interface TrialParts {
  readonly clock: Clock;
  readonly simulator: Simulator | undefined;
}

/** An instrument that has not answered by then is not there, or not at this address. */
const PATIENCE_MS = 8_000;
const LOOK_MS = 50;

/**
 * Connects to an instrument beside those that run, waits until its devices are there or have been given up, and lets
 * the line go.
 *
 * @throws BeamtimeError `busy` when another instrument has the line
 */
export async function tryConnection(
  instrument: BeamlineInstrument,
  now: Beamline,
  { clock, simulator }: TrialParts,
  signal: AbortSignal,
): Promise<ConnectionTrial> {
  const { line, driver, config } = instrument;
  const other = now.instruments.find((one) =>
    isDeepStrictEqual(one.line, line),
  );
  if (line === null || other) {
    throw new BeamtimeError(
      'busy',
      `${other?.name ?? 'Another instrument'} is connected to this line already. What it answers is in the panel Lines.`,
    );
  }
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
    while (elapsed() < PATIENCE_MS && !signal.aborted && !isComplete(trial)) {
      await pause(LOOK_MS);
    }
    return outcome(trial, Math.round(elapsed()) / 1000);
  } finally {
    await trial.close();
  }
}

function isComplete({ devices }: Instrument): boolean {
  return devices.every((device) => device.reading().status !== 'offline');
}

function outcome(trial: Instrument, seconds: number): ConnectionTrial {
  const devices = trial.devices.map((device) => {
    const { status, message, value } = device.reading();
    const { name, unit } = device.info;
    return { name, status, message, value, unit };
  });
  const there = devices.filter(({ status }) => status !== 'offline');
  const exchanges =
    trial.exchange?.traffic() ?? trial.devices[0]?.traffic() ?? [];
  const isThere = there.length === devices.length;
  return {
    isThere,
    message: isThere
      ? `It answers: ${devices.map(({ name }) => name).join(', ')}.`
      : there.length > 0
        ? devices
            .filter((device) => !there.includes(device))
            .map(({ name, message }) => `${name}: ${message ?? 'no answer.'}`)
            .join(' ')
        : (devices[0]?.message ?? 'It does not answer.'),
    seconds,
    devices,
    exchanges: [...exchanges],
  };
}
