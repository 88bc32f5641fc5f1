import type { ClientInfo, ControlState } from '../../contract/control.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import type { Peer } from './peer.ts';

/** How long control stays with a client that went away: long enough to reload a page. */
const GRACE_MS = 15_000;

const longestName = 64;

interface Session {
  /** As it said who it is, but with a name that nobody else has. */
  readonly info: ClientInfo;
  readonly host: string;
  readonly connectedAt: number;
  /** A page that reloads or opens twice is one session with several connections. */
  readonly peers: Set<Peer>;
}

/** Who is in control. Exactly one session or none; the others watch. */
export class Control {
  readonly changed = new Listeners<ControlState>();
  readonly #clock: Clock;
  readonly #sessions = new Map<string, Session>();
  readonly #requests: string[] = [];
  #holder: string | null = null;
  /** Kept beside the session: its name stays its own while its page reloads. */
  #holderName = '';
  #cancelGrace: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  state(): ControlState {
    return {
      holder: this.#holder,
      clients: [...this.#sessions.values()].map((session) => ({
        ...session.info,
        host: session.host,
        connectedAt: session.connectedAt,
      })),
      requests: [...this.#requests],
    };
  }

  /**
   * A client says who it is. It gets control if nobody has it; a CLI only looks unless it asks. Of several with one
   * name the later ones get a number, here and wherever the station names them: `operator (2)`.
   */
  join(peer: Peer, said: ClientInfo): void {
    if (peer.client) this.leave(peer);
    const known = this.#sessions.get(said.session);
    const info = { ...said, name: this.#ownName(said) };
    peer.client = info;
    const peers = known?.peers ?? new Set<Peer>();
    peers.add(peer);
    this.#sessions.set(info.session, {
      info,
      host: peer.host,
      connectedAt: known?.connectedAt ?? this.#clock.now(),
      peers,
    });
    if (this.#holder === info.session) {
      this.#endGrace();
      this.#holderName = info.name;
    }
    if (this.#holder === null && info.kind !== 'cli') this.#give(info.session);
    this.#announce();
  }

  /** A connection is gone. Control is kept for a while, so that a reload does not lose it. */
  leave(peer: Peer): void {
    const session = peer.client && this.#sessions.get(peer.client.session);
    peer.client = null;
    if (!session) return;
    session.peers.delete(peer);
    if (session.peers.size > 0) return;
    const id = session.info.session;
    this.#sessions.delete(id);
    this.#dropRequest(id);
    if (this.#holder === id) {
      if (session.info.kind === 'page') this.#startGrace();
      else this.#give(this.#next());
    }
    this.#announce();
  }

  /** Gives control to who asks if nobody has it or its holder is gone; else notes the request. */
  request(peer: Peer): void {
    const id = this.#sessionOf(peer);
    if (this.#holder === id) return;
    if (this.#holder === null || !this.#sessions.has(this.#holder)) {
      this.#give(id);
    } else if (!this.#requests.includes(id)) {
      this.#requests.push(id);
    }
    this.#announce();
  }

  take(peer: Peer): void {
    this.#give(this.#sessionOf(peer));
    this.#announce();
  }

  /** Hands control on to the one that has asked longest, or to nobody. */
  release(peer: Peer): void {
    this.assertHolds(peer);
    this.#give(this.#requests[0] ?? null);
    this.#announce();
  }

  give(peer: Peer, session: string): void {
    this.assertHolds(peer);
    if (!this.#sessions.has(session)) {
      throw new BeamtimeError(
        'bad-input',
        'That client is no longer connected, so control stays with you.',
      );
    }
    this.#give(session);
    this.#announce();
  }

  holds(peer: Peer): boolean {
    return this.#holder !== null && peer.client?.session === this.#holder;
  }

  /** @throws BeamtimeError `not-in-control`, naming who is */
  assertHolds(peer: Peer): void {
    if (this.holds(peer)) return;
    throw new BeamtimeError(
      'not-in-control',
      this.#holder === null
        ? 'Nobody is in control. Take control first.'
        : `${this.#holderName} is in control. Ask for control or take it first.`,
    );
  }

  close(): void {
    this.#endGrace();
  }

  #sessionOf(peer: Peer): string {
    if (peer.client) return peer.client.session;
    throw new BeamtimeError(
      'state',
      'Say who you are first (station.hello), then ask for control.',
    );
  }

  /** The name it gave, or with the first number from 2 on that tells it from everybody else. */
  #ownName({ session, name }: ClientInfo): string {
    const others = [...this.#sessions.values()]
      .map(({ info }) => info)
      .filter((info) => info.session !== session)
      .map((info) => info.name);
    if (this.#holder !== null && this.#holder !== session)
      others.push(this.#holderName);
    for (let number = 1, own = name; ;) {
      if (!others.includes(own)) return own;
      number += 1;
      const suffix = ` (${String(number)})`;
      own = `${name.slice(0, longestName - suffix.length)}${suffix}`;
    }
  }

  #give(session: string | null): void {
    this.#endGrace();
    this.#holder = session;
    const to = session === null ? undefined : this.#sessions.get(session);
    this.#holderName = to?.info.name ?? '';
    if (session !== null) this.#dropRequest(session);
  }

  /** Who follows a holder that is gone: who has asked longest, else the only one there if it is a page. */
  #next(): string | null {
    const [only, ...others] = this.#sessions.values();
    const isAlone = only?.info.kind === 'page' && others.length === 0;
    return this.#requests[0] ?? (isAlone ? only.info.session : null);
  }

  #dropRequest(session: string): void {
    const at = this.#requests.indexOf(session);
    if (at >= 0) this.#requests.splice(at, 1);
  }

  #startGrace(): void {
    this.#endGrace();
    this.#cancelGrace = this.#clock.after(GRACE_MS, () => {
      this.#cancelGrace = null;
      this.#give(this.#next());
      this.#announce();
    });
  }

  #endGrace(): void {
    this.#cancelGrace?.();
    this.#cancelGrace = null;
  }

  #announce(): void {
    this.changed.emit(this.state());
  }
}
