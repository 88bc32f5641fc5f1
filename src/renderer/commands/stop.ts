import { call } from '../stores/call.ts';
import { useStation } from '../stores/station.ts';
import { stopAll } from '../stores/stop.ts';
import type { Command } from './command.ts';

/** Stopping asks nobody and is never refused here. */
export const stopCommands = [
  {
    id: 'stop.all',
    title: 'Stop all',
    group: 'Stop',
    keys: ['Ctrl+.'],
    run: () => void stopAll(),
  },
  {
    id: 'stop.reset',
    title: 'Reset stop all',
    group: 'Stop',
    keys: [],
    refusal: () =>
      useStation.getState().stop.isLatched ? null : 'STOP ALL is not in force.',
    run: () => void call('devices.resetStop'),
  },
] as const satisfies readonly Command[];
