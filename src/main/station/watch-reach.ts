import type { Clock } from '../base/clock.ts';
import { Coalescer } from '../base/coalesce.ts';
import type { Device, Devices } from '../device/types.ts';

/** Soon enough for who looks at the queue, rare enough for hundreds of waiting scans. */
const INTERVAL_MS = 500;

/**
 * Calls back after something changed that decides where devices may go: a device came or went, limits, a lock.
 * Answers with the way to stop.
 */
export function watchReach(
  devices: Devices,
  clock: Clock,
  changed: () => void,
): () => void {
  const due = new Coalescer(clock, INTERVAL_MS, changed);
  const stop = devices.follow((device) => {
    let before = reachOf(device);
    return device.onChanged(() => {
      const now = reachOf(device);
      if (now === before) return;
      before = now;
      due.request();
    });
  });
  return () => {
    due.close();
    stop();
  };
}

function reachOf(device: Device): string {
  const { status, limits, lock } = device.reading();
  return [status === 'offline', limits?.lower, limits?.upper, lock?.since].join(
    ' ',
  );
}
