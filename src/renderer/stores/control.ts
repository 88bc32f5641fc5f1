import { call } from './call.ts';
import { useConnection } from './connection.ts';
import { sessionId } from './session.ts';
import { useStation } from './station.ts';

/** Who is on the way out or in has no name yet. */
const unnamed = 'somebody';

/** Why this page may not steer now, in words; null = it may. For tooltips of disabled buttons. */
export function useControlRefusal(): string | null {
  const isConnected = useConnection((state) => state.status === 'connected');
  const holder = useStation(({ control }) => control.holder);
  const name = useStation(({ control }) =>
    nameOf(control.holder, control.clients),
  );
  return refusal(isConnected, holder, name);
}

/** The same, asked outside a component. */
export function controlRefusal(): string | null {
  const { control } = useStation.getState();
  const isConnected = useConnection.getState().status === 'connected';
  return refusal(
    isConnected,
    control.holder,
    nameOf(control.holder, control.clients),
  );
}

/** Hands control to a session. */
export function giveControl(session: string): void {
  void call('control.give', { session });
}

/** The name of a client, which is its own: the station sees to that. */
export function nameOf(
  session: string | null,
  clients: readonly { session: string; name: string }[],
): string {
  return clients.find((other) => other.session === session)?.name ?? unnamed;
}

function refusal(
  isConnected: boolean,
  holder: string | null,
  name: string,
): string | null {
  if (!isConnected) {
    return 'The connection to the station is lost; nothing can be steered until it is back.';
  }
  if (holder === sessionId()) {
    return null;
  }
  return holder === null
    ? 'Nobody is in control. Take control in the header first.'
    : `${name === unnamed ? 'Somebody' : name} is in control. Ask for control in the header first.`;
}
