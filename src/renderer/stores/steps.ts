import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** How far minus and plus step a device, wherever they stand. Kept in localStorage. */
export interface Steps {
  /** Steps that were changed, by device, in its unit. */
  readonly steps: Readonly<Record<string, number>>;
  readonly setStep: (device: string, step: number) => void;
}

export const useSteps = create<Steps>()(
  persist(
    (set) => ({
      steps: {},
      setStep: (device, step) =>
        set(({ steps }) => ({ steps: { ...steps, [device]: step } })),
    }),
    { name: 'beamtime.steps', version: 1 },
  ),
);
