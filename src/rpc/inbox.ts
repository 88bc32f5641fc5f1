/** An event as it came in. */
export interface IncomingEvent {
  readonly name: string;
  readonly payload: unknown;
  readonly revision: number;
}

/** Events held back while a snapshot is fetched; more than this is as good as a gap. */
const heldAtMost = 10_000;

/** Puts events in order against snapshots: knows which were missed, and holds them back while a snapshot is fetched. */
export class Inbox {
  readonly #deliver: (event: IncomingEvent) => void;
  readonly #onGap: () => void;
  /** The last revision that was seen; null before the first. */
  #seen: number | null = null;
  #held: IncomingEvent[] | null = null;
  #hasOverflowed = false;

  constructor(deliver: (event: IncomingEvent) => void, onGap: () => void) {
    this.#deliver = deliver;
    this.#onGap = onGap;
  }

  receive(event: IncomingEvent): void {
    if (this.#held) {
      if (this.#held.length < heldAtMost) this.#held.push(event);
      else this.#hasOverflowed = true;
      return;
    }
    const isGap = this.#seen !== null && event.revision > this.#seen + 1;
    this.#seen = event.revision;
    // Whoever hears of the gap may start to hold; then this event waits for the snapshot as well.
    if (isGap) this.#onGap();
    if (this.#isHolding()) this.receive(event);
    else this.#deliver(event);
  }

  /** The server told its revision without an event. */
  heartbeat(revision: number): void {
    if (this.#held) return;
    const isGap = this.#seen !== null && revision > this.#seen;
    this.#seen = revision;
    if (isGap) this.#onGap();
  }

  /** From now on events wait. */
  hold(): void {
    this.#held ??= [];
  }

  /** Lets events through that are newer than the snapshot; null = there is none, all go through. */
  release(snapshotRevision: number | null): void {
    const held = this.#held ?? [];
    this.#held = null;
    if (snapshotRevision !== null) this.#seen = snapshotRevision;
    for (const event of held) {
      if (snapshotRevision === null || event.revision > snapshotRevision) {
        this.receive(event);
      }
    }
    if (this.#hasOverflowed) {
      this.#hasOverflowed = false;
      this.#onGap();
    }
  }

  #isHolding(): boolean {
    return this.#held !== null;
  }
}
