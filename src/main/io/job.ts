import type { BeamtimeError } from '../../contract/errors.ts';

/** How one request is treated. */
export interface RequestOptions {
  /** Time for the reply, from the moment the request went out. */
  readonly timeoutMs?: number;
  /** `false`: nothing is answered; done when the bytes are handed over. */
  readonly hasReply?: boolean;
  /** Withdraws a request that still waits. One that is out is not waited for any longer; its reply is thrown away. */
  readonly signal?: AbortSignal | undefined;
  /** Lines for which this is false are skipped, besides those the framing skips. */
  readonly isAnswer?: (reply: string) => boolean;
}

/** How a stop goes out. */
export interface UrgentOptions extends RequestOptions {
  /** How long a request that is out may still get its reply before the stop goes out over it. */
  readonly graceMs?: number;
}

/**
 * The text of a request, or what makes it at the moment it goes out, so that requests which wait can still grow or
 * shrink. `null`: not needed any more; the request resolves with ''.
 */
export type RequestText = string | (() => string | null);

/** One request on its way through an exchange. */
export class Job {
  readonly options: UrgentOptions;
  /** It overtakes. */
  readonly isUrgent: boolean;
  readonly promise: Promise<string>;
  /** Set when it goes out. */
  text = '';
  /** On the monotonic clock, ms. */
  sentAt = 0;
  cancelTimer: () => void = () => {};
  readonly #text: RequestText;
  readonly #resolve: (reply: string) => void;
  readonly #reject: (error: BeamtimeError) => void;
  #release = () => {};

  constructor(text: RequestText, options: UrgentOptions, isUrgent = false) {
    this.#text = text;
    this.options = options;
    this.isUrgent = isUrgent;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    this.promise = promise;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  get graceMs(): number | undefined {
    return this.options.graceMs;
  }

  get hasReply(): boolean {
    return this.options.hasReply ?? true;
  }

  /** The text now; null when it is not needed any more. */
  compose(): string | null {
    const text = typeof this.#text === 'string' ? this.#text : this.#text();
    this.text = text ?? '';
    return text;
  }

  /** For sentences and the traffic list, also before it went out. */
  get label(): string {
    return this.text || (typeof this.#text === 'string' ? this.#text : '');
  }

  obey(onAbort: () => void): void {
    const { signal } = this.options;
    if (!signal) return;
    signal.addEventListener('abort', onAbort, { once: true });
    this.#release = () => signal.removeEventListener('abort', onAbort);
  }

  resolve(reply: string): void {
    this.cancelTimer();
    this.#release();
    this.#resolve(reply);
  }

  reject(error: BeamtimeError): void {
    this.cancelTimer();
    this.#release();
    this.#reject(error);
  }

  /** The caller waits no longer; the line still does. */
  abandon(error: BeamtimeError): void {
    this.#release();
    this.#reject(error);
  }
}
