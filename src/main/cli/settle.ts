import type { DeviceState } from '../../contract/devices.ts';
import type { ScanPlan } from '../../contract/scans.ts';
import type { Connection } from './connect.ts';

/**
 * Waits until every device of a station that was just started has been read once, or is known to be away; at most
 * `timeoutMs`. Answers with the devices as they are then.
 */
export async function settleDevices(
  { client }: Connection,
  timeoutMs = 5000,
  signal?: AbortSignal,
): Promise<DeviceState[]> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const devices = await client.call('devices.list');
    if (devices.every(isSettled) || performance.now() > deadline)
      return devices;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Plans a scan in a station that may only just have been started: as long as devices that the scan needs have not answered
 * yet, it is asked again; at most `timeoutMs`.
 *
 * @throws the reason of `signal` once that has come
 */
export async function planWhenReady(
  connection: Connection,
  line: string,
  timeoutMs = 15_000,
  signal?: AbortSignal,
): Promise<ScanPlan> {
  const { client } = connection;
  // A detector that nobody named would be left out for no more than not having answered yet.
  if (timeoutMs > 0) await settleDevices(connection, 5000, signal);
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const plan = await client.call('scans.check', { line });
    const isWaiting = plan.problems.some(
      ({ code }) => code === 'disconnected' || code === 'state',
    );
    if (!isWaiting || performance.now() > deadline) return plan;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Counters too: those that nobody counts with show live values soon after the start. */
function isSettled({ value, status }: DeviceState): boolean {
  return status !== 'offline' && value !== null;
}
