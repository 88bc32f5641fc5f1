import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** The device whose panel is open, and the value of it whose trend is drawn. Kept over a reload. */
export interface OpenedDevice {
  readonly name: string | null;
  /** A parameter's name; null = no trend. */
  readonly trend: string | null;
  /** How far back the trend goes. */
  readonly minutes: number;
}

export const useOpenedDevice = create<OpenedDevice>()(
  persist((): OpenedDevice => ({ name: null, trend: null, minutes: 5 }), {
    name: 'beamtime.device',
    version: 1,
  }),
);

/** Puts a device into the panel. The panel is brought to the front by who asks. */
export function openDevice(name: string): void {
  useOpenedDevice.setState((before) =>
    before.name === name ? before : { name, trend: null },
  );
}
