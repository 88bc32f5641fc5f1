import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How a person looks at the devices. Kept in localStorage, but for the filter. */
export interface DevicesView {
  readonly filter: string;
  /** Null = all groups. */
  readonly group: string | null;
  readonly collapsed: readonly string[];
  readonly setFilter: (filter: string) => void;
  readonly setGroup: (group: string | null) => void;
  readonly toggleCollapsed: (group: string) => void;
}

export const useDevicesView = create<DevicesView>()(
  persist(
    (set) => ({
      filter: '',
      group: null,
      collapsed: [],
      setFilter: (filter) => set({ filter }),
      setGroup: (group) => set({ group }),
      toggleCollapsed: (group) =>
        set(({ collapsed }) => ({
          collapsed: collapsed.includes(group)
            ? collapsed.filter((other) => other !== group)
            : [...collapsed, group],
        })),
    }),
    {
      name: 'beamtime.devices',
      version: 1,
      partialize: ({ group, collapsed }) => ({ group, collapsed }),
    },
  ),
);

/** Puts away whatever keeps a group's devices out of the list: the filter, another group chosen, the group folded up. */
export function revealGroup(name: string): void {
  useDevicesView.setState(({ group, collapsed }) => ({
    filter: '',
    group: group === name ? group : null,
    collapsed: collapsed.filter((other) => other !== name),
  }));
}
