import {
  isBeamtimeError,
  toReport,
  BeamtimeError,
} from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { formatSeconds, sleep } from '../base/wait.ts';
import type { RequestOptions } from './job.ts';
import type { BytePort, PortOpener } from './types.ts';

/** A harmless question whose answer cannot be mistaken for another's. */
export interface Greeting {
  /** The question; where several instruments share the line, one after the other until one answers. */
  readonly probes: readonly string[];
  readonly isAnswer: (reply: string) => boolean;
  readonly timeoutMs?: number;
  /** The line counts as drained when nothing came for this long. */
  readonly quietMs?: number;
  /** Bytes may still be on their way after the line was closed and opened: behind a terminator server, on a serial line. */
  readonly drains?: boolean;
}

/** Whether the line is there; `reason` says in whole sentences why not. */
export interface LinkState {
  readonly kind: 'connecting' | 'connected' | 'lost' | 'closed';
  readonly reason: string | null;
}

/** A sentence about a lost line, without the words on what is done about it. */
export function withoutRetry(text: string): string {
  return text.replace(/ Trying again every \S+ \S*s\./g, '');
}

/** What a link needs of the exchange that it serves. */
export interface LinkOptions {
  readonly opener: PortOpener;
  readonly clock: Clock;
  readonly greeting?: Greeting;
  readonly retry?: { readonly firstMs: number; readonly longestMs: number };
  readonly onData: (bytes: Uint8Array) => void;
  /** Sends a request of the link's own, before all that wait. */
  readonly ask: (text: string, options: RequestOptions) => Promise<string>;
  /** The line is open (stops may go out) or in order (everything may). */
  readonly onReady: () => void;
  readonly onState: (state: LinkState) => void;
}

const PROBES = 3;
const PROBE_TIMEOUT_MS = 1_000;
const QUIET_MS = 30;
const LONGEST_DRAIN_MS = 2_000;
/** A reply that has not come after so many times the time for it does not come any more. */
const LATEST_REPLY = 3;

/** Keeps a port open: connects, greets, brings in order, and tries again with back-off after a loss. */
export class Link {
  readonly #options: LinkOptions;
  #port: BytePort | undefined;
  #phase: 'idle' | 'opening' | 'greeting' | 'ready' | 'resting' = 'idle';
  #state: LinkState;
  /** What is under way belongs to this attempt; anything older is void. */
  #attempt = new AbortController();
  #isResync = false;
  #failures = 0;
  #openings = 0;
  /** The question that was answered last is asked first next time. */
  #probe = 0;
  /** When each question was last given up without an answer, on the monotonic clock. */
  readonly #unanswered = new Map<string, number>();
  #lastDataAt = 0;
  #detach = () => {};
  #cancelRetry = () => {};

  constructor(options: LinkOptions) {
    this.#options = options;
    this.#state = {
      kind: 'connecting',
      reason: `${options.opener.address} is just being connected to.`,
    };
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Times it was opened. */
  get openings(): number {
    return this.#openings;
  }

  /** Bytes can be written. */
  get isOpen(): boolean {
    return this.#port !== undefined;
  }

  /** The line is in order. */
  get isReady(): boolean {
    return this.#phase === 'ready';
  }

  /** The line is in order or will be in a moment. */
  get takesRequests(): boolean {
    return (
      this.isReady ||
      (this.#isResync &&
        (this.#phase === 'opening' || this.#phase === 'greeting'))
    );
  }

  /** The refusal of requests while the line is not there. */
  unavailable(): BeamtimeError {
    return new BeamtimeError(
      'disconnected',
      this.#state.reason ??
        `${this.#options.opener.address} is just being put in order.`,
    );
  }

  start(): void {
    if (this.#phase !== 'idle' || this.#state.kind === 'closed') return;
    void this.#connect();
  }

  write(text: string): void {
    this.#port?.write(Buffer.from(text, 'latin1'));
  }

  /** Throws away what is on its way, so that the next reply belongs to the next request. */
  resynchronise(): void {
    this.#isResync = true;
    if (!this.#options.opener.keepsBytes) this.#drop();
    void this.#connect();
  }

  close(): void {
    this.#attempt.abort(this.unavailable());
    this.#cancelRetry();
    this.#drop();
    this.#phase = 'idle';
    this.#isResync = false;
    this.#become({
      kind: 'closed',
      reason: `The connection to ${this.#options.opener.address} was closed.`,
    });
  }

  async #connect(): Promise<void> {
    const attempt = new AbortController();
    this.#attempt = attempt;
    try {
      if (!this.#port) {
        this.#phase = 'opening';
        const port = await this.#options.opener.open(attempt.signal);
        if (attempt.signal.aborted) {
          port.close();
          return;
        }
        this.#attach(port);
      }
      this.#phase = 'greeting';
      this.#options.onReady();
      await this.#greet(attempt.signal);
      if (attempt.signal.aborted) return;
      this.#phase = 'ready';
      this.#failures = 0;
      this.#isResync = false;
      this.#become({ kind: 'connected', reason: null });
      this.#options.onReady();
    } catch (error) {
      if (!attempt.signal.aborted) this.#lose(toReport(error).message);
    }
  }

  #attach(port: BytePort): void {
    this.#port = port;
    this.#openings += 1;
    const offData = port.onData((bytes) => {
      this.#lastDataAt = this.#options.clock.monotonic();
      this.#options.onData(bytes);
    });
    const offClosed = port.onClosed((why) =>
      this.#lose(
        `The connection to ${this.#options.opener.address} was lost: ${why}.`,
      ),
    );
    this.#detach = () => {
      offData();
      offClosed();
    };
  }

  async #greet(signal: AbortSignal): Promise<void> {
    const { greeting, opener, ask, clock } = this.#options;
    const drains = (greeting?.drains ?? false) || opener.keepsBytes === true;
    if (drains) await this.#drain(signal);
    if (!greeting) return;
    const { probes, timeoutMs = PROBE_TIMEOUT_MS } = greeting;
    const patienceMs = LATEST_REPLY * timeoutMs;
    const most = Math.max(PROBES, probes.length);
    for (let tries = 1; ; tries += 1) {
      const probe = probes[this.#probe % probes.length] ?? '';
      const earlier = this.#unanswered.get(probe) ?? -Infinity;
      const isRepeated = clock.monotonic() - earlier < patienceMs;
      try {
        await ask(probe, { timeoutMs, isAnswer: greeting.isAnswer });
        // It may have been the answer to the same question, asked before: then the one to this is still to come.
        const until = isRepeated ? clock.monotonic() + patienceMs : 0;
        if (drains) await this.#drain(signal, until);
        this.#unanswered.delete(probe);
        return;
      } catch (error) {
        this.#unanswered.set(probe, clock.monotonic());
        // A stop that went out over the question is no answer, and no failure.
        if (!signal.aborted && isBeamtimeError(error, 'stopped')) {
          tries -= 1;
          continue;
        }
        if (signal.aborted || tries === most) throw error;
        if (!isBeamtimeError(error, 'timeout')) throw error;
        this.#probe += 1;
      }
    }
  }

  /** Waits until nothing comes any more, and in any case until a time of the monotonic clock. */
  async #drain(signal: AbortSignal, until = 0): Promise<void> {
    const { clock, greeting } = this.#options;
    const quietMs = greeting?.quietMs ?? QUIET_MS;
    const start = clock.monotonic();
    this.#lastDataAt = start;
    do {
      const toGo = until - clock.monotonic();
      await sleep(clock, Math.max(quietMs, toGo), signal);
    } while (
      clock.monotonic() - this.#lastDataAt < quietMs &&
      clock.monotonic() - Math.max(start, until) < LONGEST_DRAIN_MS
    );
  }

  #lose(reason: string): void {
    const { clock, retry } = this.#options;
    const { firstMs = 250, longestMs = 10_000 } = retry ?? {};
    this.#attempt.abort();
    this.#drop();
    this.#isResync = false;
    this.#phase = 'resting';
    const restMs = Math.min(firstMs * 2 ** this.#failures, longestMs);
    this.#failures += 1;
    this.#cancelRetry = clock.after(restMs, () => void this.#connect());
    this.#become({
      kind: 'lost',
      reason: `${reason} Trying again every ${formatSeconds(restMs)}.`,
    });
  }

  #drop(): void {
    this.#detach();
    this.#detach = () => {};
    const port = this.#port;
    this.#port = undefined;
    port?.close();
  }

  #become(state: LinkState): void {
    if (
      state.kind === this.#state.kind &&
      state.reason === this.#state.reason
    ) {
      return;
    }
    this.#state = state;
    this.#options.onState(state);
  }
}
