import type { ClientInfo } from '../../contract/control.ts';

/** The other end of one connection. `client` is null until it has said who it is. */
export interface Peer {
  /** Where it connects from, for people: `localhost`, an address. */
  readonly host: string;
  client: ClientInfo | null;
}

/** How the log names it. */
export function nameOf(peer: Peer): string {
  return peer.client ? peer.client.name : `somebody on ${peer.host}`;
}
