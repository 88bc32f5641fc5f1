import type { Run } from '../../contract/runs.ts';
import type { ScanRequest } from '../../contract/scans.ts';
import { call, showInfo } from './call.ts';
import { controlRefusal, useControlRefusal } from './control.ts';
import { isActive, useStation } from './station.ts';

/** What one can do to a run. */
export type RunVerb = 'pause' | 'pauseNow' | 'resume' | 'skip' | 'abort';

/** Why a verb cannot act now, in words; null = it can. For keys and the palette. */
export function runRefusal(verb: RunVerb): string | null {
  return refusalOf(verb, useStation.getState().run, controlRefusal());
}

/** The same for a component's buttons. */
export function useRunRefusal(verb: RunVerb): string | null {
  const control = useControlRefusal();
  const run = useStation((state) => state.run);
  return refusalOf(verb, run, control);
}

/** Does it; a refusal of the station becomes a notification. */
export function actOnRun(verb: RunVerb): void {
  switch (verb) {
    case 'pause':
      return void call('runs.pause', { now: false });
    case 'pauseNow':
      return void call('runs.pause', { now: true });
    case 'resume':
      return void call('runs.resume');
    case 'skip':
      return void call('runs.skip');
    case 'abort':
      return void call('runs.abort');
  }
}

/** Pause when it runs, resume when it is paused. */
export function togglePause(): void {
  actOnRun(useStation.getState().run?.state === 'paused' ? 'resume' : 'pause');
}

/** Runs a scan again: at once when nothing runs, else at the end of the queue. */
export async function runAgain(request: ScanRequest): Promise<void> {
  if (isActive(useStation.getState().run)) {
    if (await call('queue.add', { scan: { request } })) {
      showInfo('A scan is running, so this one was added to the queue.');
    }
  } else {
    await call('runs.start', { request });
  }
}

function refusalOf(
  verb: RunVerb,
  run: Run | null,
  control: string | null,
): string | null {
  if (!isActive(run)) {
    return 'Nothing runs.';
  }
  if (control !== null) {
    return control;
  }
  if (run.phase === 'cleaning up' && verb !== 'abort') {
    return 'The run is being closed; this takes a moment.';
  }
  if ((verb === 'pause' || verb === 'pauseNow') && run.state === 'paused') {
    return 'It is paused already.';
  }
  if (verb !== 'resume' || run.state === 'paused') return null;
  return run.phase === 'held'
    ? 'It goes on by itself when everything is there again.'
    : 'It is not paused.';
}
