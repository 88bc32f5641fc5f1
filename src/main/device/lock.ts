import type { Lock } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';

/** Who locks, and why. A permanent lock lasts until the station ends. */
export interface LockRequest {
  readonly who: string;
  readonly why: string;
  readonly isPermanent?: boolean;
}

/** A lock on one thing: taken with a name and a reason, refusing changes while it is held, whoever asks. */
export class Locking {
  readonly #what: string;
  readonly #clock: Clock;
  readonly #changed = new Listeners<Lock | null>();
  #lock: Lock | null = null;

  constructor(what: string, clock: Clock) {
    this.#what = what;
    this.#clock = clock;
  }

  get lock(): Lock | null {
    return this.#lock;
  }

  /** @throws BeamtimeError `lock` when it is held by somebody else, or by a permanent lock already */
  take({ who, why, isPermanent = false }: LockRequest): void {
    if (this.#lock?.isPermanent || this.#isOfAnother(who)) this.assertFree();
    this.#become({ who, why, since: this.#clock.now(), isPermanent });
  }

  /** Holds what was held on what this stands for now, since when it was. */
  takeOver(lock: Lock | null): void {
    if (lock) this.#become(lock);
  }

  /**
   * Ends the lock. Given who asks, only its owner does so, or who means it (`force`).
   *
   * @throws BeamtimeError `lock` when it is permanent, or somebody else's
   */
  release(by?: { readonly who: string; readonly force: boolean }): void {
    if (this.#lock?.isPermanent) this.assertFree();
    if (this.#lock && by && !by.force && this.#isOfAnother(by.who)) {
      const { who, why } = this.#lock;
      throw new BeamtimeError(
        'lock',
        `${who} locked ${this.#what}: ${why}. Ask ${who}, or unlock it all the same.`,
        { detail: { who, why, isPermanent: false } },
      );
    }
    if (this.#lock) this.#become(null);
  }

  /** @throws BeamtimeError `lock` */
  assertFree(): void {
    if (!this.#lock) return;
    const { who, why, isPermanent } = this.#lock;
    throw new BeamtimeError(
      'lock',
      `${this.#what} is locked by ${who}: ${why}. ${isPermanent ? 'The lock is permanent: it ends with the station.' : 'Unlock it first.'}`,
      { detail: { who, why, isPermanent } },
    );
  }

  onChanged(listener: (lock: Lock | null) => void): () => void {
    return this.#changed.add(listener);
  }

  #isOfAnother(who: string): boolean {
    return this.#lock !== null && this.#lock.who !== who;
  }

  #become(lock: Lock | null): void {
    this.#lock = lock;
    this.#changed.emit(lock);
  }
}
