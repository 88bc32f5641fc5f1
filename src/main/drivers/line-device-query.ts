import { toReport } from '../../contract/errors.ts';
import type { Parts } from '../base/text-pattern.ts';
import type { Clock } from '../base/clock.ts';
import { abortReason } from '../base/wait.ts';
import type { Exchange } from '../io/exchange.ts';

/** A question, and the values that its reply has. */
export interface QuerySpec {
  readonly send: string;
  readonly pollMs: number;
  /**
   * Takes a reply apart.
   *
   * @throws BeamtimeError `protocol` when it is none to this question, `device` when the instrument refuses
   */
  read(reply: string): Parts;
}

/** Who is told of what a query found out. */
export interface QueryMember {
  take(parts: Parts): void;
  fail(error: unknown): void;
}

interface Asked {
  /** While it waits, whoever asks gets the same reply. */
  isOut: boolean;
  reply: Promise<Parts>;
}

/** One question on a line: asked from time to time, and at once when somebody wants to know, for all its values together. */
export class LineQuery {
  readonly #spec: QuerySpec;
  readonly #exchange: Exchange;
  readonly #clock: Clock;
  readonly #members: QueryMember[] = [];
  #last: Asked | undefined;
  #isPolling = false;
  #cancelPoll = () => {};

  constructor(spec: QuerySpec, exchange: Exchange, clock: Clock) {
    this.#spec = spec;
    this.#exchange = exchange;
    this.#clock = clock;
  }

  add(member: QueryMember): void {
    this.#members.push(member);
  }

  /** Asks now; all its values are told. A reply that was asked for earlier is never taken. */
  async ask(signal?: AbortSignal): Promise<Parts> {
    if (signal?.aborted) throw abortReason(signal);
    const { reply } =
      this.#last && !this.#last.isOut ? this.#last : this.#begin();
    if (!signal) return reply;
    const { promise, reject } = Promise.withResolvers<never>();
    const onAbort = () => reject(abortReason(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await Promise.race([reply, promise]);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** The line is there: asks now, and from time to time. */
  begin(): void {
    this.end();
    this.#isPolling = true;
    void this.#poll();
  }

  end(): void {
    this.#isPolling = false;
    this.#cancelPoll();
  }

  #begin(): Asked {
    const asked: Asked = { isOut: false, reply: Promise.resolve({}) };
    this.#last = asked;
    asked.reply = this.#send(asked);
    return asked;
  }

  async #send(asked: Asked): Promise<Parts> {
    // All that is asked in one turn, as a scan does at each point, goes out as one question.
    await Promise.resolve();
    try {
      const reply = await this.#exchange.request(() => {
        asked.isOut = true;
        return this.#spec.send;
      });
      const parts = this.#spec.read(reply);
      for (const member of this.#members) member.take(parts);
      return parts;
    } finally {
      // It never went out where the line was lost.
      asked.isOut = true;
    }
  }

  async #poll(): Promise<void> {
    try {
      await this.ask();
    } catch (error) {
      if (this.#isPolling) {
        for (const member of this.#members) member.fail(error);
      }
    }
    if (!this.#isPolling) return;
    this.#cancelPoll();
    this.#cancelPoll = this.#clock.after(this.#spec.pollMs, () => {
      void this.#poll();
    });
  }
}

/** Status and sentence of a value that could not be read. */
export function failureOf(error: unknown): {
  readonly status: 'offline' | 'error';
  readonly message: string;
} {
  const { code, message } = toReport(error);
  const isThere = code === 'protocol' || code === 'device';
  return { status: isThere ? 'error' : 'offline', message };
}
