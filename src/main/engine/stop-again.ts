import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import type { Devices } from '../device/types.ts';
import { STOP_GRACE_MS } from './steps.ts';

/** Tells devices once more to stop, directly. Resolves when all of them stand, or have had their time. */
export async function stopAgain(
  names: readonly string[],
  { devices, clock }: { readonly devices: Devices; readonly clock: Clock },
): Promise<void> {
  const stops = names.map(async (name) => {
    const stop = devices.find(name)?.stoppable?.stop() ?? Promise.resolve();
    const what = `${name} to stop`;
    await within(stop, { clock, timeoutMs: STOP_GRACE_MS, what }).catch(
      () => {},
    );
  });
  await Promise.all(stops);
}
