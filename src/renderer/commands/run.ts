import { call } from '../stores/call.ts';
import { controlRefusal } from '../stores/control.ts';
import { actOnRun, runRefusal, togglePause } from '../stores/run-actions.ts';
import { useStation } from '../stores/station.ts';
import type { Command } from './command.ts';

/** Steering the run and the queue. */
export const runCommands = [
  {
    id: 'run.pause',
    title: 'Pause or resume the run',
    group: 'Run',
    keys: ['Space'],
    scope: 'runbar',
    refusal: () => runRefusal(isPaused() ? 'resume' : 'pause'),
    run: togglePause,
  },
  {
    id: 'run.skip',
    title: 'Skip the rest of the run',
    group: 'Run',
    keys: [],
    refusal: () => runRefusal('skip'),
    run: () => {
      actOnRun('skip');
    },
  },
  {
    id: 'run.abort',
    title: 'Abort the run',
    group: 'Run',
    keys: [],
    refusal: () => runRefusal('abort'),
    run: () => {
      actOnRun('abort');
    },
  },
  {
    id: 'queue.start',
    title: 'Start the queue',
    group: 'Run',
    keys: [],
    refusal: () =>
      controlRefusal() ??
      (useStation.getState().queue.isHeld ? null : 'The queue is started.'),
    run: () => void call('queue.start'),
  },
  {
    id: 'queue.hold',
    title: 'Hold the queue',
    group: 'Run',
    keys: [],
    refusal: () =>
      controlRefusal() ??
      (useStation.getState().queue.isHeld ? 'The queue is held.' : null),
    run: () => void call('queue.hold'),
  },
] as const satisfies readonly Command[];

function isPaused(): boolean {
  return useStation.getState().run?.state === 'paused';
}
