import { create } from 'zustand';
import { BeamtimeError } from '../../contract/errors.ts';
import type { BeamtimeContract } from '../../contract/index.ts';
import type { Client } from '../../rpc/types.ts';

export type BeamtimeClient = Client<BeamtimeContract>;

/** `lost`: was connected, tries again; what is shown is old. */
export type ConnectionStatus = 'connecting' | 'connected' | 'lost';

export interface Connection {
  readonly status: ConnectionStatus;
  /** Why the connection is gone, in words. */
  readonly reason: string | null;
  readonly client: BeamtimeClient | null;
}

export const useConnection = create<Connection>()(() => ({
  status: 'connecting',
  reason: null,
  client: null,
}));

/** The client of the living connection. Throws `port-closed` with a sentence when there is none. */
export function currentClient(): BeamtimeClient {
  const { client } = useConnection.getState();
  if (client === null) {
    throw new BeamtimeError(
      'port-closed',
      'There is no connection to the station, so nothing was sent. The page keeps trying to connect; try again then.',
    );
  }
  return client;
}
