import { setTimeout as pause } from 'node:timers/promises';
import { systemClock } from '../../base/clock.ts';
import { VirtualClock } from '../../base/virtual-clock.ts';
import {
  serve,
  type LineKind,
  type TestLine,
} from '../../drivers/testing/lines.ts';
import type { Reply } from '../../simulator/inbox.ts';
import { Exchange } from '../exchange.ts';
import { lineFraming } from '../framing.ts';

export const TIMEOUT_MS = 1_000;
export const LONGEST_REPLY = 65_536;

/** How long the real line may take to carry something. */
const PATIENCE_MS = 15_000;

/**
 * An exchange on a real line whose far end is in the hands of a test. Its time stands still unless the test lets it
 * pass, so that no timeout depends on how busy the machine is.
 */
export class HostileBench {
  readonly clock = new VirtualClock();
  readonly exchange: Exchange;
  readonly line: TestLine;
  /** Requests that arrived, greetings apart. */
  readonly asked: string[] = [];
  /** What is answered to each request as it comes; null = nothing. */
  answer: (request: string) => string | null = (request) => `A${request}\r\n`;
  #received = '';
  #reply: Reply = () => undefined;

  private constructor(line: TestLine, mayEcho: boolean) {
    this.line = line;
    this.exchange = new Exchange({
      opener: line.opener,
      clock: this.clock,
      timeoutMs: TIMEOUT_MS,
      longestReply: LONGEST_REPLY,
      framing: lineFraming({
        terminator: '\r',
        mayEcho,
        isAnswer: (reply) => /^A?[A-Z]\d*$/.test(reply) || reply === 'READY',
      }),
      greeting: { probes: ['HELLO'], isAnswer: (reply) => reply === 'READY' },
    });
  }

  static async open(kind: LineKind, mayEcho = false): Promise<HostileBench> {
    const peer: { receive(bytes: Uint8Array, reply: Reply): void } = {
      receive: () => undefined,
    };
    const line = await serve(
      kind,
      {
        receive: (bytes, reply) => peer.receive(bytes, reply),
        close: () => undefined,
      },
      systemClock,
    );
    const bench = new HostileBench(line, mayEcho);
    peer.receive = (bytes, reply) => bench.#receive(bytes, reply);
    bench.exchange.start();
    await bench.connected();
    return bench;
  }

  /** Says something, asked or not. */
  say(text: string): void {
    this.#reply(Buffer.from(text, 'latin1'));
  }

  #receive(bytes: Uint8Array, reply: Reply): void {
    this.#reply = reply;
    const parts = (
      this.#received + Buffer.from(bytes).toString('latin1')
    ).split('\r');
    this.#received = parts.pop() ?? '';
    for (const request of parts) {
      const isGreeting = request === 'HELLO';
      if (!isGreeting) this.asked.push(request);
      const said = isGreeting ? 'READY\r\n' : this.answer(request);
      if (said !== null) this.say(said);
    }
  }

  /** Waits for what a line has to carry; time stands still. */
  async until(isSo: () => boolean, what: string): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!isSo()) {
      if (performance.now() > end) throw new Error(`Waited until ${what}.`);
      await pause(1);
    }
  }

  /** Lets time pass, slower than the line works, until a promise settles. */
  async settle<T>(promise: Promise<T>): Promise<T> {
    const state = { isSettled: false };
    const mark = () => {
      state.isSettled = true;
    };
    promise.then(mark, mark);
    await this.#pass(() => state.isSettled);
    return promise;
  }

  ask(request: string): Promise<string> {
    return this.settle(this.exchange.request(request));
  }

  connected(): Promise<void> {
    return this.#pass(() => this.exchange.state.kind === 'connected');
  }

  async #pass(isSo: () => boolean): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    while (!isSo()) {
      if (performance.now() > end) throw new Error('Nothing came of it.');
      await pause(1);
      await this.clock.advance(2);
    }
  }

  async close(): Promise<void> {
    this.exchange.close();
    await this.line.close();
  }
}
