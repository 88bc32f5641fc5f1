import type { Lock } from '../../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../../contract/errors.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { Listeners } from '../../base/listeners.ts';
import { within } from '../../base/wait.ts';
import { Locking, type LockRequest } from '../lock.ts';

/** What a parameter holds. */
export type ParameterValue = number | string;

/** A value, when it was read (ms since the epoch), and whether it can still be believed. */
export interface Reading<T extends ParameterValue> {
  readonly value: T;
  readonly time: number;
  readonly isStale: boolean;
}

/** How a parameter reaches what it stands for. What is left out cannot be done and is refused with its own code. */
export interface ParameterOptions<T extends ParameterValue> {
  /** `samx.velocity`: goes into every sentence. */
  readonly name: string;
  readonly help?: string;
  readonly clock?: Clock;
  readonly get?: (signal?: AbortSignal) => Promise<T>;
  /** Resolves when the value has been reached, not when it has been sent. */
  readonly set?: (value: T, signal?: AbortSignal) => Promise<void>;
  /** The value last asked for, where it differs from the value read. */
  readonly target?: () => T | undefined;
  /** States in which it may be set, and in which it may end: a `StateRule`. */
  readonly rule?: ParameterRule;
}

/** Refuses a setting before and after. */
export interface ParameterRule {
  assertSource(what: string): void;
  assertTarget(what: string): void;
}

/** How long `wait` waits, and how near is near enough (quantities only). */
export interface ParameterWait {
  readonly timeoutMs: number;
  readonly tolerance?: number;
  readonly signal?: AbortSignal;
}

/** Something of a device that has a value: read, set, waited for, locked, put aside and brought back. */
export class Parameter<T extends ParameterValue = ParameterValue> {
  readonly name: string;
  readonly help: string;
  readonly locking: Locking;
  protected readonly clock: Clock;
  readonly #options: ParameterOptions<T>;
  readonly #changed = new Listeners<Reading<T>>();
  readonly #stash: T[] = [];
  readonly #stashed = new Listeners<number>();
  #owner: Locking | undefined;
  #last: Reading<T> | undefined;

  constructor(options: ParameterOptions<T>) {
    this.#options = options;
    this.name = options.name;
    this.help = options.help ?? '';
    this.clock = options.clock ?? systemClock;
    this.locking = new Locking(options.name, this.clock);
  }

  get isReadable(): boolean {
    return this.#options.get !== undefined;
  }

  get isWritable(): boolean {
    return this.#options.set !== undefined;
  }

  /** The last value known, without asking the hardware. */
  get last(): Reading<T> | undefined {
    return this.#last;
  }

  /** Its own lock, or that of the device which it belongs to. */
  get lock(): Lock | null {
    return this.locking.lock ?? this.#owner?.lock ?? null;
  }

  /** The value put aside last, which `restore` sets. */
  get stashedValue(): T | undefined {
    return this.#stash.at(-1);
  }

  /** All values put aside, the last one at the end. */
  get stashedValues(): readonly T[] {
    return this.#stash;
  }

  /** How many values are put aside. */
  get stashed(): number {
    return this.#stash.length;
  }

  /** From now on the lock of a whole device counts for this parameter, too. */
  belongTo(owner: Locking): void {
    this.#owner = owner;
  }

  /** @throws BeamtimeError `lock` when it or its device is locked */
  assertFree(): void {
    this.locking.assertFree();
    this.#owner?.assertFree();
  }

  /** Why it cannot be set now, in a sentence; null = it can. */
  whyNot(): string | null {
    try {
      this.#assertSettable();
      return null;
    } catch (error) {
      return toReport(error).message;
    }
  }

  /**
   * Reads now.
   *
   * @throws BeamtimeError `read-access`, and whatever the hardware says
   */
  async get(signal?: AbortSignal): Promise<T> {
    if (!this.#options.get) {
      throw new BeamtimeError(
        'read-access',
        `${this.name} can only be set, not read.`,
      );
    }
    const value = await this.#options.get(signal);
    this.update(value);
    return value;
  }

  /**
   * Sets; resolves when the value has been reached.
   *
   * @throws BeamtimeError `write-access`, `lock`, `transition`, what `check` refuses, and whatever the hardware says
   */
  async set(value: T, signal?: AbortSignal): Promise<void> {
    const set = this.#setter();
    this.check(value);
    this.#assertSettable();
    await set(value, signal);
    this.#options.rule?.assertTarget(this.name);
  }

  /**
   * Puts a value back that was kept from an earlier time, before there is a connection that could tell a state.
   *
   * @throws BeamtimeError as `set`, without `lock` and `transition`
   */
  async adopt(value: T): Promise<void> {
    const set = this.#setter();
    this.check(value);
    await set(value);
  }

  /** Refuses a value that may not be set; quantities and selections say more. */
  check(value: T): void {
    if (typeof value === 'number' && !Number.isFinite(value)) {
      throw new BeamtimeError(
        'parameter',
        `${this.name}: ${String(value)} is not a number that can be set. Give a finite number.`,
      );
    }
  }

  /** The value last asked for; undefined = there is none. */
  targetIfAny(): T | undefined {
    return this.#options.target?.();
  }

  /** @throws BeamtimeError `target-access` where there is none */
  target(): T {
    const target = this.targetIfAny();
    if (target !== undefined) return target;
    throw new BeamtimeError(
      'target-access',
      `${this.name} has no target: nothing was asked of it yet, or it cannot tell.`,
    );
  }

  /**
   * Waits until the value is there; reads every 100 ms where nothing announces changes.
   *
   * @throws BeamtimeError `timeout`, `aborted`
   */
  async wait(value: T, wait: ParameterWait): Promise<void> {
    const { tolerance = 0, timeoutMs, signal } = wait;
    const isThere = (is: T) =>
      typeof is === 'number' && typeof value === 'number'
        ? Math.abs(is - value) <= tolerance
        : is === value;
    if (this.#last && !this.#last.isStale && isThere(this.#last.value)) return;
    const watch = this.#watch(isThere, signal);
    try {
      await within(watch.reached, {
        clock: this.clock,
        timeoutMs,
        what: `${this.name} to become ${String(value)}`,
        signal,
      });
    } finally {
      watch.end();
    }
  }

  /** Takes in a value that the hardware told of; for whoever talks to the hardware. */
  update(value: T): void {
    this.#last = { value, time: this.clock.now(), isStale: false };
    this.#changed.emit(this.#last);
  }

  /** Marks the last value as one that can no longer be believed. */
  markStale(): void {
    if (!this.#last || this.#last.isStale) return;
    this.#last = { ...this.#last, isStale: true };
    this.#changed.emit(this.#last);
  }

  /** Locks against setting, for everybody. */
  lockBy(request: LockRequest): void {
    this.locking.take(request);
  }

  unlock(): void {
    this.locking.release();
  }

  /** Puts the target (or the value, where there is no target) on a stack. */
  async stash(signal?: AbortSignal): Promise<void> {
    const known = this.targetIfAny() ?? this.#last?.value;
    // What is not a number could never come back.
    this.#stash.push(
      known === undefined || Number.isNaN(known)
        ? await this.get(signal)
        : known,
    );
    this.#stashed.emit(this.#stash.length);
  }

  /** Goes on with values that were put aside of what this stands for now. */
  takeOverStash(values: readonly T[]): void {
    if (values.length === 0) return;
    this.#stash.push(...values);
    this.#stashed.emit(this.#stash.length);
  }

  /** Sets the value last stashed; does nothing when there is none. */
  async restore(signal?: AbortSignal): Promise<void> {
    await this.setStashed(signal);
    this.dropStashed();
  }

  /** Whether it has the value that `restore` would set, or none was put aside. */
  get isAsStashed(): boolean {
    const { stashedValue } = this;
    return stashedValue === undefined || stashedValue === this.#last?.value;
  }

  /**
   * Refuses what `restore` would refuse before it sets anything; without `withValue`, whatever the value is.
   *
   * @throws BeamtimeError `lock`, `transition`, and what `check` refuses
   */
  checkRestore(withValue: boolean): void {
    const { stashedValue } = this;
    if (stashedValue === undefined) return;
    this.#assertSettable();
    if (withValue) this.check(stashedValue);
  }

  /** Sets the value last stashed, which stays put aside; answers with a way back to the value that it had. */
  async setStashed(signal?: AbortSignal): Promise<() => Promise<void>> {
    const { stashedValue } = this;
    const before = this.#last?.value;
    if (stashedValue === undefined) return () => Promise.resolve();
    await this.set(stashedValue, signal);
    return () => (before === undefined ? Promise.resolve() : this.set(before));
  }

  /** Forgets the value last stashed; does nothing when there is none. */
  dropStashed(): void {
    if (this.#stash.pop() !== undefined) this.#stashed.emit(this.#stash.length);
  }

  /** Calls back with the number of values put aside, whenever it changes. */
  onStashed(listener: (count: number) => void): () => void {
    return this.#stashed.add(listener);
  }

  onChanged(listener: (reading: Reading<T>) => void): () => void {
    return this.#changed.add(listener);
  }

  #setter() {
    const { set } = this.#options;
    if (set) return set;
    throw new BeamtimeError(
      'write-access',
      `${this.name} can only be read, not set.`,
    );
  }

  #assertSettable(): void {
    this.#setter();
    this.assertFree();
    this.#options.rule?.assertSource(this.name);
  }

  /** Listens for the value, and reads it every 100 ms where it can be read. */
  #watch(isThere: (value: T) => boolean, signal: AbortSignal | undefined) {
    let isEnded = false;
    let cancelPoll = () => {};
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const off = this.#changed.add((reading) => {
      if (!reading.isStale && isThere(reading.value)) resolve();
    });
    const poll = () => {
      this.get(signal).then(() => {
        if (!isEnded) cancelPoll = this.clock.after(100, poll);
      }, reject);
    };
    if (this.isReadable) poll();
    const end = () => {
      isEnded = true;
      off();
      cancelPoll();
    };
    return { reached: promise, end };
  }
}
