import { spotlight } from '@mantine/spotlight';
import { create } from 'zustand';
import { useWorkbench } from '../workbench/workbench-store.ts';
import type { Command } from './command.ts';

/** Whether the list of keys is open. */
export const useKeyList = create<{ isOpen: boolean }>()(() => ({
  isOpen: false,
}));

/** An element with this `data-command-target` takes the focus for `/`. */
const filterTarget = 'filter-devices';

/** What can be done with the window itself. */
export const windowCommands = [
  {
    id: 'window.palette',
    title: 'Show all commands',
    group: 'Window',
    keys: ['Ctrl+K'],
    run: spotlight.toggle,
  },
  {
    id: 'window.keys',
    title: 'List the keys',
    group: 'Window',
    keys: ['?'],
    run: () => {
      useKeyList.setState({ isOpen: true });
    },
  },
  {
    id: 'devices.filter',
    title: 'Filter the devices',
    group: 'Devices',
    keys: ['/'],
    run: () => {
      useWorkbench.getState().showPanel('devices');
      document
        .querySelector<HTMLElement>(`[data-command-target="${filterTarget}"]`)
        ?.focus();
    },
  },
  {
    id: 'window.resetLayout',
    title: 'Put the panels back where they were at the start',
    group: 'Window',
    keys: [],
    run: () => {
      useWorkbench.getState().resetLayout();
    },
  },
] as const satisfies readonly Command[];
