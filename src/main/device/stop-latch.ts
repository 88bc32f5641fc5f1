import type { StopResult, StopState } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { Listeners } from '../base/listeners.ts';

/**
 * The latch of STOP ALL. While it is latched, nothing moves and nothing is set: every device's `move` and `set` call
 * `check` first. There is one per station; devices find it as `devices.latch` (the registry's).
 *
 * STOP ALL is: `latch(who)`, then `stopAll(devices)`, then `report(results)`.
 */
export class StopLatch {
  readonly #changed = new Listeners<StopState>();
  #state: StopState = { isLatched: false, who: null, time: null, results: [] };

  get state(): StopState {
    return this.#state;
  }

  get isLatched(): boolean {
    return this.#state.isLatched;
  }

  /** Latches. Latching again renews name and time, so that the last who pressed is shown. */
  latch(who: string, time = Date.now()): void {
    this.#become({ isLatched: true, who, time, results: [] });
  }

  /** Adds what STOP ALL did, device by device. */
  report(results: readonly StopResult[]): void {
    this.#become({ ...this.#state, results: [...results] });
  }

  /** Lets things move again. */
  reset(): void {
    if (!this.#state.isLatched) return;
    this.#become({ ...this.#state, isLatched: false });
  }

  /** @throws BeamtimeError `stopped` while it is latched */
  check(name: string): void {
    if (!this.#state.isLatched) return;
    throw new BeamtimeError(
      'stopped',
      `${name} may not move: STOP ALL was pressed by ${this.#state.who ?? 'somebody'}. Reset the stop first.`,
    );
  }

  onChanged(listener: (state: StopState) => void): () => void {
    return this.#changed.add(listener);
  }

  #become(state: StopState): void {
    this.#state = state;
    this.#changed.emit(state);
  }
}
