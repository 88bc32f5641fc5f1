import { create } from 'zustand';

/** How long it is said that a scan was added, ms. */
const shownMs = 2500;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether a scan was added to the queue from here just now. Said beside the buttons: a message over the table would hide the scan. */
export const useQueued = create<{ readonly isRecent: boolean }>()(() => ({
  isRecent: false,
}));

/** Says for a moment that a scan was added to the queue. */
export function sayQueued(): void {
  clearTimeout(timer);
  useQueued.setState({ isRecent: true });
  timer = setTimeout(() => useQueued.setState({ isRecent: false }), shownMs);
}
