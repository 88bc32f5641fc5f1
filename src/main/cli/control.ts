import { BeamtimeError } from '../../contract/errors.ts';
import type { Connection } from './connect.ts';

/**
 * Gets control for one command; answers with the way to give it back to whoever had it.
 *
 * @throws BeamtimeError `not-in-control` when somebody else has it and `take` is not set
 */
export async function withControl(
  { client, session }: Connection,
  { take }: { readonly take: boolean },
): Promise<() => Promise<void>> {
  const before = await client.call('control.get');
  const holder = before.clients.find(
    (other) => other.session === before.holder,
  );
  if (before.holder === null) {
    await client.call('control.request');
  } else if (take) {
    await client.call('control.take');
  } else {
    throw new BeamtimeError(
      'not-in-control',
      `${holder?.name ?? 'Somebody else'} is in control of this station. Ask for control there, or add --take to take it for the time of this command.`,
    );
  }
  const now = await client.call('control.get');
  if (now.holder !== session) {
    throw new BeamtimeError(
      'not-in-control',
      'Somebody else got control first. Try again.',
    );
  }
  return async () => {
    const isStillThere = (await client.call('control.get')).clients.some(
      (other) => other.session === before.holder,
    );
    if (before.holder !== null && isStillThere)
      await client.call('control.give', { session: before.holder });
    else await client.call('control.release');
  };
}
