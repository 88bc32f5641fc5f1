import { create } from 'zustand';

/** What commands and panels may ask of the workbench, and the one size it keeps itself. */
export interface WorkbenchState {
  /** Height of the lower panels in pixels; null = as the start layout has it. */
  readonly lowerHeight: number | null;
  readonly setLowerHeight: (height: number | null) => void;
  /** Brings a panel to the front. */
  readonly showPanel: (id: string) => void;
  /** Puts every panel back where the start layout has it. Always works. */
  readonly resetLayout: () => void;
}

/** The workbench fills in what it can do when it is there. */
export const useWorkbench = create<WorkbenchState>()((set) => ({
  lowerHeight: null,
  setLowerHeight: (lowerHeight) => {
    set({ lowerHeight });
  },
  showPanel: () => undefined,
  resetLayout: () => undefined,
}));
