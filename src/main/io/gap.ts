import type { Clock } from '../base/clock.ts';

/** The rest that slow instruments ask for between the end of one exchange and the next request. */
export class Gap {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #onOver: () => void;
  /** On the monotonic clock, ms. */
  #end = -Infinity;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock, ms: number, onOver: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#onOver = onOver;
  }

  /** An exchange is over. */
  begin(): void {
    if (this.#ms > 0) this.#end = this.#clock.monotonic() + this.#ms;
  }

  /** Nothing may go out yet. */
  get isOn(): boolean {
    return this.#ms > 0 && this.#clock.monotonic() < this.#end;
  }

  /** Something waits: `onOver` is called when it may go out. */
  wake(): void {
    this.#cancel ??= this.#clock.after(
      Math.max(0, this.#end - this.#clock.monotonic()),
      () => {
        this.#cancel = undefined;
        this.#onOver();
      },
    );
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }
}
