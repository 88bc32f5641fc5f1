import type { BeamtimeError } from '../../contract/errors.ts';

/** What is under way until it is called off. What begins later is not concerned. */
export class Undertaking {
  #controller = new AbortController();

  /** Aborted when what begins now is called off, or by the caller's own signal. */
  signal(own?: AbortSignal): AbortSignal {
    const { signal } = this.#controller;
    return own ? AbortSignal.any([own, signal]) : signal;
  }

  /** Ends all that has begun until now. */
  callOff(reason: BeamtimeError): void {
    const ending = this.#controller;
    this.#controller = new AbortController();
    ending.abort(reason);
  }
}
