import type { ControlState } from '../../contract/control.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Connection } from './connect.ts';

/**
 * Gets control for one command; answers with the way to give it back to whoever had it, which never throws: what the
 * command did counts more. Control that stays with a window for a while after it was closed is free to have.
 *
 * @throws BeamtimeError `not-in-control` when somebody else has it and `take` is not set
 */
export async function withControl(
  { client, session }: Connection,
  { take }: { readonly take: boolean },
): Promise<() => Promise<void>> {
  const before = await client.call('control.get');
  const holder = holderOf(before);
  if (holder === undefined) {
    await client.call('control.request');
  } else if (take) {
    await client.call('control.take');
  } else {
    throw new BeamtimeError(
      'not-in-control',
      `${holder.name} is in control of this station. Ask for control there, or add --take to take it for the time of this command.`,
    );
  }
  const now = await client.call('control.get');
  if (now.holder !== session) {
    const other = holderOf(now);
    throw new BeamtimeError(
      'not-in-control',
      `${other?.name ?? 'Somebody else'} got control first. Try again.`,
    );
  }
  return async () => {
    try {
      const { clients, holder: last } = await client.call('control.get');
      // Somebody may have taken it meanwhile.
      if (last !== session) return;
      const back = clients.find((other) => other.session === before.holder);
      if (back) await client.call('control.give', { session: back.session });
      else await client.call('control.release');
    } catch {
      // The station is gone and its control with it, or it takes control back when this client leaves.
    }
  };
}

type ControlClient = ControlState['clients'][number];

/** Who is in control and there. */
function holderOf({
  holder,
  clients,
}: ControlState): ControlClient | undefined {
  return clients.find(({ session }) => session === holder);
}
