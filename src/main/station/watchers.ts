import type { Peer } from './peer.ts';

/** Which devices are looked at closely, and by whom: only of these all parameters are announced. */
export class Watchers {
  readonly #peers = new Map<string, Set<Peer>>();

  has(device: string): boolean {
    return this.#peers.has(device);
  }

  add(device: string, peer: Peer): void {
    const peers = this.#peers.get(device) ?? new Set();
    this.#peers.set(device, peers.add(peer));
  }

  remove(device: string, peer: Peer): void {
    const peers = this.#peers.get(device);
    peers?.delete(peer);
    if (peers?.size === 0) this.#peers.delete(device);
  }

  /** A client is gone. */
  leave(peer: Peer): void {
    for (const device of [...this.#peers.keys()]) this.remove(device, peer);
  }
}
