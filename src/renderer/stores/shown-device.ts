import { create } from 'zustand';

/** The device that was asked for and is not in front of the operator yet; null = none. */
export const useShownDevice = create<{ name: string | null }>()(() => ({
  name: null,
}));

/** Asks the list of devices to bring a device into view; its row takes the focus. */
export function showDevice(name: string): void {
  useShownDevice.setState({ name });
}
