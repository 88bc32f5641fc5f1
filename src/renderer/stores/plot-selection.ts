import { create } from 'zustand';

/** Which runs the plot shows beside the present one. */
export interface PlotSelection {
  /** The run in full colour; null = the present or last one. */
  readonly shown: number | null;
  /** Earlier runs laid under it, in the order they were ticked. */
  readonly overlays: readonly number[];
  /** Shows one run in full colour; null goes back to the present one. */
  readonly show: (run: number | null) => void;
  readonly toggleOverlay: (run: number) => void;
  readonly clearOverlays: () => void;
}

export const usePlotSelection = create<PlotSelection>()((set) => ({
  shown: null,
  overlays: [],
  show: (shown) => set({ shown }),
  toggleOverlay: (run) =>
    set(({ overlays }) => ({
      overlays: overlays.includes(run)
        ? overlays.filter((other) => other !== run)
        : [...overlays, run],
    })),
  clearOverlays: () => set({ overlays: [] }),
}));
