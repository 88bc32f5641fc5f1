import { create } from 'zustand';
import { isBeamtimeError, toReport } from '../../contract/errors.ts';
import type { NamedPositions } from '../../contract/positions.ts';
import { ask, call, showError } from './call.ts';

/** Axes on their way back, as this page started them. */
export interface Restoring {
  readonly name: string;
  /** In the order in which they go. */
  readonly axes: readonly string[];
  readonly isTogether: boolean;
}

/** How the last way back ended. */
export interface RestoreEnd {
  readonly name: string;
  readonly axes: readonly string[];
  readonly how: 'there' | 'stopped' | 'failed';
  /** The station's sentence where it failed. */
  readonly message: string | null;
}

/** Positions that were saved under names. */
export interface PositionsStore {
  /** By name; null before the station told them. */
  readonly sets: readonly NamedPositions[] | null;
  readonly restoring: Restoring | null;
  readonly ended: RestoreEnd | null;
}

export const usePositions = create<PositionsStore>()(() => ({
  sets: null,
  restoring: null,
  ended: null,
}));

let told = 0;
let cancel: AbortController | null = null;

/** Asks for all sets: they are not in the snapshot, so again after every one. */
export async function loadPositions(): Promise<void> {
  const before = told;
  try {
    const sets = await ask('positions.list');
    // What was announced in between is newer than the answer.
    if (told === before) usePositions.setState({ sets });
  } catch (error) {
    if (!isBeamtimeError(error, 'port-closed')) showError(error);
  }
}

/** Takes what was announced: all sets as they are now. */
export function applyPositions(sets: readonly NamedPositions[]): void {
  told += 1;
  usePositions.setState({ sets });
}

/** Sends axes back, and keeps how it ended. Nothing is sent while others are still on their way. */
export async function restorePositions(restoring: Restoring): Promise<void> {
  if (usePositions.getState().restoring !== null) return;
  const { name, axes, isTogether } = restoring;
  const own = (cancel = new AbortController());
  const end = (how: RestoreEnd['how'], message: string | null): void =>
    usePositions.setState({
      restoring: null,
      ended: { name, axes, how, message },
    });
  usePositions.setState({ restoring, ended: null });
  try {
    await ask(
      'positions.restore',
      { name, axes: [...axes], isTogether },
      { timeoutMs: null, signal: own.signal },
    );
    end('there', null);
  } catch (error) {
    if (own.signal.aborted) end('stopped', null);
    else if (isBeamtimeError(error, 'port-closed')) {
      end(
        'failed',
        'The connection was lost on the way. The station goes on with it: look where the axes are once the connection is back.',
      );
    } else end('failed', toReport(error).message);
  }
}

/** Stops these axes, and what this page sent back: none that waits begins any more. Needs no control. */
export function stopRestoring(axes: readonly string[]): void {
  cancel?.abort();
  void call('devices.stop', { names: [...axes] });
}

/** Puts the sentence about the last way back away. */
export function forgetEnd(): void {
  usePositions.setState({ ended: null });
}

/** Forgets everything; tests begin with it. */
export function clearPositions(): void {
  cancel = null;
  usePositions.setState(usePositions.getInitialState(), true);
}
