import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Beamline, BeamlineLine } from '../config/types.ts';
import { createDevices } from '../device/registry.ts';
import type { Devices } from '../device/types.ts';
import type { Instrument } from '../drivers/types.ts';
import { openerFor } from '../io/open.ts';
import type { PortOpener } from '../io/types.ts';
import type { Simulator } from '../simulator/index.ts';
import type { Logger } from './logger.ts';

interface Parts {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'add'>;
  /** Undefined: lines to simulated instruments stay closed. */
  readonly simulator: Simulator | undefined;
}

/** Brings the instruments of a beamline to life. Nothing is connected yet: `start` each. */
export function createInstruments(
  beamline: Beamline,
  { clock, logger, simulator }: Parts,
): { devices: Devices; instruments: readonly Instrument[] } {
  const devices = createDevices();
  const instruments = beamline.instruments.map(({ driver, config, line }) => {
    const instrument = driver.create(config, {
      clock,
      devices,
      line: line === null ? undefined : lineOpener(line, simulator),
      isSimulated: line ? 'simulator' in line : beamline.isSimulated,
      log(level, text) {
        logger.add(level, 'station', text);
      },
    });
    for (const device of instrument.devices) devices.add(device);
    return instrument;
  });
  return { devices, instruments };
}

function lineOpener(
  line: BeamlineLine,
  simulator: Simulator | undefined,
): PortOpener {
  if (!('simulator' in line)) return openerFor(line);
  if (simulator) return simulator.opener(line.simulator);
  return {
    address: `simulated ${line.simulator}`,
    open: () =>
      Promise.reject(
        new BeamtimeError(
          'disconnected',
          `${line.simulator} is simulated, and simulation is switched off. Give its instrument a real line, or start without --no-simulator.`,
        ),
      ),
  };
}
