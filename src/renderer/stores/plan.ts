import { create } from 'zustand';
import type {
  ScanPlan,
  ScanSource,
  ScanTypeInfo,
} from '../../contract/scans.ts';
import { ask, call, showError, showInfo } from './call.ts';
import { sourceOf, useDraft } from './draft.ts';
import { readMove } from './line-words.ts';
import { sayQueued } from './queued.ts';
import { useConnection } from './connection.ts';
import { deviceState, onDevice } from './devices.ts';

/** What the station says about the draft. */
export interface PlanStore {
  readonly types: readonly ScanTypeInfo[];
  /** The answer to the last check; null before the first. */
  readonly plan: ScanPlan | null;
  /** The draft was changed and the answer is still out. */
  readonly isPending: boolean;
}

const quietMs = 120;

export const usePlan = create<PlanStore>()(() => ({
  types: [],
  plan: null,
  isPending: false,
}));

/** What the draft stands for now; null while the scan types are not known. */
export function draftSource(): ScanSource | null {
  return sourceOf(useDraft.getState(), usePlan.getState().types, isScanLine);
}

/** Whether a typed line is for the scan parser; movements are not. */
export function isScanLine(line: string): boolean {
  return line.trim() !== '' && readMove(line) === null;
}

/** Asks for the scan types; again after every reconnection. */
export async function loadScanTypes(): Promise<void> {
  const types = await call('scans.types');
  if (types) usePlan.setState({ types });
}

/**
 * Checks the draft at the station, shortly after each change, and lets form and line follow the answer.
 * Begin anew when something else changed that the answer depends on (the experiment, the run).
 */
export function followDraft(): { stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | null = null;
  let checked = '';
  let stopAxes = (): void => {};

  const check = async (): Promise<void> => {
    const source = draftSource();
    if (source === null) return;
    asking?.abort();
    const own = (asking = new AbortController());
    try {
      const plan = await ask('scans.check', source, { signal: own.signal });
      if (own.signal.aborted) return;
      usePlan.setState({ plan, isPending: false });
      useDraft.getState().follow(plan.request, plan.line);
      // What followed is the same scan: no need to ask again.
      checked = JSON.stringify(draftSource());
      watchAxes(plan.axes);
    } catch (error) {
      if (own.signal.aborted) return;
      usePlan.setState({ isPending: false });
      if (useConnection.getState().status === 'connected') showError(error);
    }
  };

  const onDraft = (): void => {
    const now = JSON.stringify(draftSource());
    if (now === checked) return;
    checked = now;
    usePlan.setState({ isPending: true });
    clearTimeout(timer);
    timer = setTimeout(() => void check(), quietMs);
  };

  /** A relative scan lies elsewhere when its axis was moved, and a limit may have been changed. */
  const watchAxes = (axes: ScanPlan['axes']): void => {
    stopAxes();
    const seen = placesOf(axes);
    const stopsOfAxes = axes.map(({ name }) =>
      onDevice(name, () => {
        const isMoving = deviceState(name)?.status === 'moving';
        if (isMoving || placesOf(axes) === seen) return;
        clearTimeout(timer);
        timer = setTimeout(() => void check(), quietMs);
      }),
    );
    stopAxes = () => {
      for (const stop of stopsOfAxes) stop();
    };
  };

  const stops = [useDraft.subscribe(onDraft), usePlan.subscribe(onDraft)];
  onDraft();
  return {
    stop: () => {
      clearTimeout(timer);
      asking?.abort();
      stopAxes();
      for (const stop of stops) stop();
    },
  };
}

let isStarting = false;

/** Starts the draft at once. Answers whether it was started; a second click while the first is under way does nothing. */
export async function runDraft(): Promise<boolean> {
  const source = draftSource();
  if (source === null || isStarting) return false;
  isStarting = true;
  try {
    return (await call('runs.start', source)) !== undefined;
  } finally {
    isStarting = false;
  }
}

/** Puts the draft at the end of the queue, or back into it if it is an item that is being edited. */
export async function queueDraft(): Promise<boolean> {
  const source = draftSource();
  const { queueId, goBack } = useDraft.getState();
  if (source === null) return false;
  try {
    if (queueId === null) {
      await ask('queue.add', { scan: source });
      sayQueued();
    } else {
      await ask('queue.edit', { id: queueId, scan: source });
      showInfo('The queue item was changed.');
      goBack();
    }
    return true;
  } catch (error) {
    showError(error);
    return false;
  }
}

/** Where some axes stand and may go, to be compared. */
function placesOf(axes: ScanPlan['axes']): string {
  return JSON.stringify(
    axes.map(({ name }) => {
      const device = deviceState(name);
      return [device?.value, device?.limits];
    }),
  );
}
