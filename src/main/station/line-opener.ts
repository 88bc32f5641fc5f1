import { BeamtimeError } from '../../contract/errors.ts';
import type { BeamlineLine } from '../config/types.ts';
import { openerFor } from '../io/open.ts';
import type { PortOpener } from '../io/types.ts';
import type { Simulator } from '../simulator/index.ts';

/** The way to the hardware, or to the simulated instrument, that a line names. Undefined: simulation is off. */
export function lineOpener(
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
