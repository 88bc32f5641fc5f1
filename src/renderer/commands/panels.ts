import { useWorkbench } from '../workbench/workbench-store.ts';
import type { Command } from './command.ts';

/** What is done in panels that are seldom open. */
export const panelCommands = [
  {
    id: 'positions.show',
    title: 'Save, compare and restore named positions',
    group: 'Devices',
    keys: [],
    run: () => {
      useWorkbench.getState().showPanel('positions');
    },
  },
  {
    id: 'beamline.show',
    title: 'Describe the beamline: add or change instruments',
    group: 'Devices',
    keys: [],
    run: () => {
      useWorkbench.getState().showPanel('beamline');
    },
  },
] as const satisfies readonly Command[];
