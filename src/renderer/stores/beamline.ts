import { create } from 'zustand';
import type { BeamlineState, DriverInfo } from '../../contract/beamline.ts';
import { isBeamtimeError, toReport } from '../../contract/errors.ts';
import { ask } from './call.ts';

/** The beamline file, as the station read it last, and the drivers that an instrument can have. */
export interface BeamlineStore {
  /** Null before the station told it. */
  readonly state: BeamlineState | null;
  /** By title. */
  readonly drivers: readonly DriverInfo[];
  /** Why the file cannot be shown, in words. */
  readonly problem: string | null;
}

export const useBeamline = create<BeamlineStore>()(() => ({
  state: null,
  drivers: [],
  problem: null,
}));

/** Asks for both: they are in no snapshot, so the panel asks when it opens and after every reconnection. */
export async function loadBeamline(): Promise<void> {
  try {
    const [state, drivers] = await Promise.all([
      ask('beamline.get'),
      ask('beamline.drivers'),
    ]);
    useBeamline.setState({
      state,
      drivers: drivers.toSorted((one, other) =>
        one.title.localeCompare(other.title),
      ),
      problem: null,
    });
  } catch (error) {
    if (isBeamtimeError(error, 'port-closed')) return;
    useBeamline.setState({ problem: toReport(error).message });
  }
}

/** Takes what was announced: the file as it is now. */
export function applyBeamline(state: BeamlineState): void {
  useBeamline.setState({ state, problem: null });
}
