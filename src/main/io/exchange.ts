import type { Exchange as TrafficEntry } from '../../contract/devices.ts';
import type { LineState } from '../../contract/lines.ts';
import type { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import { abortReason } from '../base/wait.ts';
import { Deadline } from './deadline.ts';
import type { Framing } from './framing.ts';
import { Gap } from './gap.ts';
import {
  Job,
  type RequestOptions,
  type RequestText,
  type UrgentOptions,
} from './job.ts';
import { Link, type Greeting, type LinkState } from './link.ts';
import { endless, overtaken, unanswered } from './refusals.ts';
import { Traffic } from './traffic.ts';
import type { PortOpener } from './types.ts';

/** What a line needs to know of its protocol. */
export interface ExchangeOptions {
  readonly opener: PortOpener;
  readonly clock: Clock;
  readonly framing: Framing;
  /** Default time for a reply. */
  readonly timeoutMs: number;
  /** Rest between the end of one exchange and the next request, stops included; left out = none. */
  readonly gapMs?: number;
  /** How to find out, after connecting and after a timeout, that the line is in order. */
  readonly greeting?: Greeting;
  readonly retry?: { readonly firstMs: number; readonly longestMs: number };
  /** A reply that is longer than so many bytes is none; left out = 1 MiB. */
  readonly longestReply?: number;
}

/** What people see of a line. Without its devices, which the exchange does not know. */
export type ExchangeHealth = Omit<LineState, 'name' | 'address' | 'devices'>;

/** With the grain of timers 3 to 5 ms; a line that is well answers in much less. */
const GRACE_MS = 3;
const LONGEST_REPLY = 1_048_576;
/** Characters of what was received that an error carries. */
const SHOWN = 500;

/**
 * Requests and replies on one line: one at a time, framed, timed. Whenever it is no longer certain which reply belongs
 * to which request, the line is brought in order again before the next request goes out, so that a late reply is never
 * taken for another's. Stops overtake. A lost line is opened again with back-off.
 */
export class Exchange {
  readonly address: string;
  readonly #options: ExchangeOptions;
  readonly #link: Link;
  readonly #traffic = new Traffic();
  readonly #changed = new Listeners<LinkState>();
  readonly #waiting: Job[] = [];
  readonly #urgent: Job[] = [];
  /** The link's own: greetings. */
  readonly #own: Job[] = [];
  #current: Job | undefined;
  #received = '';
  /** The beginning of what was passed over before the reply: echoes, lines that are no answers. */
  #skipped = '';
  #timeouts = 0;
  /** When the state became what it is, ms since the epoch. */
  #since: number;
  #kind: LinkState['kind'] = 'connecting';
  #cancelGrace: (() => void) | undefined;
  readonly #deadline: Deadline;
  readonly #gap: Gap;
  /** What arrives or is outstanding cannot be told apart any more. */
  #isUncertain = false;
  /** Requests whose replies may still come: all that got none since the line was last in order. */
  readonly #unanswered = new Set<string>();

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.address = options.opener.address;
    this.#since = options.clock.now();
    this.#deadline = new Deadline(options.clock, () => this.#onTimeout());
    this.#gap = new Gap(options.clock, options.gapMs ?? 0, () => this.#pump());
    this.#link = new Link({
      ...options,
      onData: (bytes) => this.#onData(bytes),
      ask: (text, ask) => this.#ask(text, ask),
      onReady: () => {
        if (this.#link.isReady) {
          this.#isUncertain = false;
          this.#unanswered.clear();
        }
        this.#pump();
      },
      onState: (state) => this.#onState(state),
    });
  }

  get state(): LinkState {
    return this.#link.state;
  }

  /** Told of every connect and loss; `isFresh` when the instrument may have forgotten its settings. */
  onState(listener: (state: LinkState) => void): () => void {
    return this.#changed.add(listener);
  }

  /** Connects in the background, and again after every loss. */
  start(): void {
    this.#link.start();
  }

  /** Lets the line go; whatever waits is rejected with `disconnected`. */
  close(): void {
    this.#link.close();
  }

  /** The last 200 exchanges, oldest first. */
  traffic(): TrafficEntry[] {
    return this.#traffic.list(this.#options.clock);
  }

  /** How many exchanges there were since the start; those of `traffic` are the last of them. */
  get count(): number {
    return this.#traffic.count;
  }

  /** How the line does. */
  health(): ExchangeHealth {
    const { kind, reason } = this.state;
    return {
      state: kind,
      reason,
      since: this.#since,
      exchanges: this.#traffic.count,
      roundTrip: this.#traffic.roundTrip(),
      timeouts: this.#timeouts,
      reconnects: Math.max(0, this.#link.openings - 1),
    };
  }

  /**
   * Asks, and answers with the reply, without its terminator.
   *
   * @throws BeamtimeError `timeout`, `disconnected`, `stopped` when a stop overtook it, or the signal's reason
   */
  request(text: RequestText, options: RequestOptions = {}): Promise<string> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    const job = new Job(text, options);
    if (!this.#link.takesRequests) {
      job.reject(this.#link.unavailable());
      return job.promise;
    }
    if (signal) job.obey(() => this.#withdraw(job, abortReason(signal)));
    this.#waiting.push(job);
    this.#pump();
    return job.promise;
  }

  /**
   * Sends a stop: before everything that waits, and after a short grace even over a request whose reply is outstanding,
   * which then fails with `stopped`. On a line that is just being opened it goes out first. Answers with '' when a reply
   * came, but may be that of the request it overtook.
   */
  urgent(text: string, options: UrgentOptions = {}): Promise<string> {
    const { clock, timeoutMs } = this.#options;
    const job = new Job(text, options, true);
    this.#urgent.push(job);
    const patienceMs = options.timeoutMs ?? timeoutMs;
    job.cancelTimer = clock.after(patienceMs, () => {
      remove(this.#urgent, job);
      job.reject(this.#link.unavailable());
    });
    this.#pump();
    return job.promise;
  }

  #ask(text: string, options: RequestOptions): Promise<string> {
    const job = new Job(text, options);
    this.#own.push(job);
    this.#pump();
    return job.promise;
  }

  /** Sends what may go out now: stops first, then, on a line in order, what waits. */
  #pump(): void {
    while (!this.#current) {
      if (!this.#link.isOpen) return;
      if (this.#gap.isOn) {
        if (this.#isWanted) this.#gap.wake();
        return;
      }
      const first = this.#urgent.shift() ?? this.#own.shift();
      if (first) {
        this.#start(first);
        continue;
      }
      if (!this.#link.isReady || this.#waiting.length === 0) return;
      if (this.#isUncertain) {
        this.#link.resynchronise();
        return;
      }
      const job = this.#waiting.shift();
      if (job) this.#start(job);
    }
    this.#armGrace();
  }

  get #isWanted(): boolean {
    return [this.#urgent, this.#own, this.#waiting].some(
      (jobs) => jobs.length > 0,
    );
  }

  /** A stop that waits for a reply to come in waits for a moment only. */
  #armGrace(): void {
    const stop = this.#urgent[0];
    if (!stop || !this.#current || this.#cancelGrace) return;
    this.#cancelGrace = this.#options.clock.after(
      stop.graceMs ?? GRACE_MS,
      () => {
        this.#cancelGrace = undefined;
        this.#overtake();
      },
    );
  }

  #start(job: Job): void {
    const { clock, framing, timeoutMs } = this.#options;
    job.cancelTimer();
    if (job.compose() === null) {
      job.resolve('');
      return;
    }
    this.#received = '';
    this.#skipped = '';
    job.sentAt = clock.monotonic();
    this.#current = job;
    if (job.hasReply) {
      this.#deadline.set(job.sentAt + (job.options.timeoutMs ?? timeoutMs));
    }
    this.#link.write(framing.encode(job.text));
    if (!job.hasReply) this.#finish(job, '');
  }

  #onData(bytes: Uint8Array): void {
    this.#received += latin1(bytes);
    for (let job = this.#current; job; job = this.#current) {
      const taken = this.#options.framing.take(this.#received, job.text);
      if (!taken) {
        this.#boundReply(job);
        return;
      }
      const whole = this.#received;
      this.#received = taken.rest;
      const { reply } = taken;
      if (reply === undefined || job.options.isAnswer?.(reply) === false) {
        this.#skip(whole.length - taken.rest.length, whole);
        continue;
      }
      const isOwn = !job.isUrgent || !this.#answersAnother(whole);
      this.#dropRest();
      this.#finish(job, isOwn ? reply : '');
      return;
    }
    this.#dropRest();
  }

  #skip(length: number, received: string): void {
    const room = SHOWN - this.#skipped.length;
    if (room > 0) this.#skipped += received.slice(0, Math.min(length, room));
  }

  /** Somebody who talks without end must not fill the memory. */
  #boundReply(job: Job): void {
    const { longestReply = LONGEST_REPLY } = this.#options;
    if (this.#received.length <= longestReply) return;
    this.#giveUp(endless(this.address, job.label, this.#received.length));
  }

  /** Whether it could be the reply of a request that got none. */
  #answersAnother(received: string): boolean {
    const { framing } = this.#options;
    return [...this.#unanswered].some(
      (request) => framing.take(received, request)?.reply !== undefined,
    );
  }

  /** Nothing was asked that this could answer: whose answer the next bytes are is no longer certain. */
  #dropRest(): void {
    const rest = this.#received;
    this.#received = '';
    if (this.#options.framing.isBlank(rest)) return;
    this.#isUncertain = true;
    this.#traffic.addStray(this.#options.clock.monotonic(), rest);
  }

  #finish(job: Job, reply: string): void {
    this.#current = undefined;
    this.#gap.begin();
    this.#deadline.lift();
    this.#note(job, job.hasReply ? reply : null, null);
    job.resolve(reply);
    this.#pump();
  }

  #onTimeout(): void {
    const job = this.#current;
    if (!job) return;
    const limitMs = job.options.timeoutMs ?? this.#options.timeoutMs;
    this.#timeouts += 1;
    const received = (this.#skipped + this.#received).slice(0, SHOWN);
    this.#giveUp(unanswered(this.address, job.label, limitMs, received));
  }

  #giveUp(error: BeamtimeError): void {
    this.#failCurrent(error);
    this.#isUncertain = true;
    // A stop goes out first; else the line is brought in order at once, before anybody asks again.
    if (this.#link.isReady && this.#urgent.length === 0)
      this.#link.resynchronise();
    else this.#pump();
  }

  /** A stop has waited long enough: it goes out over the request that hangs. */
  #overtake(): void {
    if (this.#urgent.length === 0) return;
    const hung = this.#current;
    if (hung) {
      this.#isUncertain = true;
      this.#failCurrent(overtaken(this.address, hung.label));
    }
    this.#pump();
  }

  #failCurrent(error: BeamtimeError): void {
    const job = this.#current;
    if (!job) return;
    this.#current = undefined;
    this.#gap.begin();
    this.#deadline.lift();
    const received = this.#skipped + this.#received;
    this.#note(job, received || null, error.message);
    if (job.hasReply) this.#unanswered.add(job.text);
    this.#received = '';
    job.reject(error);
  }

  #withdraw(job: Job, error: BeamtimeError): void {
    if (remove(this.#waiting, job)) job.reject(error);
    // Its reply is still to come, and is awaited by the line, if no longer by the caller.
    else if (this.#current === job) job.abandon(error);
  }

  #onState(state: LinkState): void {
    if (state.kind !== this.#kind) this.#since = this.#options.clock.now();
    this.#kind = state.kind;
    if (state.kind === 'lost' || state.kind === 'closed') {
      const error = this.#link.unavailable();
      this.#failCurrent(error);
      for (const job of this.#own.splice(0)) job.reject(error);
      for (const job of this.#waiting.splice(0)) job.reject(error);
      if (state.kind === 'closed') {
        this.#cancelGrace?.();
        this.#deadline.close();
        this.#gap.close();
        for (const job of this.#urgent.splice(0)) job.reject(error);
      }
    }
    this.#changed.emit(state);
  }

  #note(job: Job, received: string | null, error: string | null): void {
    this.#traffic.add({
      at: job.sentAt,
      sent: job.text,
      received,
      milliseconds: this.#options.clock.monotonic() - job.sentAt,
      error,
    });
  }
}

function remove(jobs: Job[], job: Job): boolean {
  const index = jobs.indexOf(job);
  if (index >= 0) jobs.splice(index, 1);
  return index >= 0;
}

function latin1(bytes: Uint8Array): string {
  // What sockets and serial lines hand over is a Buffer already; wrapping it again costs more than the decoding.
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes);
  return buffer.toString('latin1');
}
