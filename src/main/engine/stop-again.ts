import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import type { Devices } from '../device/types.ts';
import type { Ending } from './ending.ts';
import { STOP_GRACE_MS } from './steps.ts';

/**
 * Whatever did not confirm that it stands is told once more, directly, and the run says so. Resolves when all of them
 * stand, or have had their time.
 */
export async function stopAgain(
  names: readonly string[],
  ending: Ending,
  { devices, clock }: { readonly devices: Devices; readonly clock: Clock },
): Promise<void> {
  if (names.length === 0) return;
  const sentence = `${names.join(' and ')} did not confirm that it stands: look before you go near.`;
  if (ending.reason) ending.note(sentence);
  else ending.fail(new BeamtimeError('timeout', sentence));
  const stops = names.map(async (name) => {
    const stop = devices.find(name)?.stoppable?.stop() ?? Promise.resolve();
    const what = `${name} to stop`;
    await within(stop, { clock, timeoutMs: STOP_GRACE_MS, what }).catch(
      () => {},
    );
  });
  await Promise.all(stops);
}
