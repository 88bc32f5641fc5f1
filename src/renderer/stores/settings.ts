import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export const fontScales = [1, 1.1, 1.25, 1.5, 1.75, 2] as const;
export type FontScale = (typeof fontScales)[number];

/** What a person sets on this machine. Kept in localStorage. */
export interface Settings {
  readonly clientName: string;
  readonly fontScale: FontScale;
  readonly setClientName: (name: string) => void;
  readonly setFontScale: (scale: FontScale) => void;
}

export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      clientName: defaultName(),
      fontScale: 1,
      setClientName: (clientName) => set({ clientName }),
      setFontScale: (fontScale) => set({ fontScale }),
    }),
    { name: 'beamtime.settings', version: 1 },
  ),
);

function defaultName(): string {
  const host = window.location.hostname;
  return host === '' || host === 'localhost' || /^[\d.:[\]]+$/.test(host)
    ? 'operator'
    : `operator@${host}`;
}
