import { expect, test } from 'vitest';
import { isBeamtimeError, type ErrorCode } from '../../contract/errors.ts';
import { VirtualClock } from '../base/virtual-clock.ts';
import { createRandom } from '../simulator/random.ts';
import { Exchange, type ExchangeOptions } from './exchange.ts';
import { lineFraming } from './framing.ts';
import { HostileLine, type Illness } from './testing/hostile-line.ts';

/** Exchanges of the whole campaign, shared among the lines below. */
const EXCHANGES = Number(process.env['BEAMTIME_CAMPAIGN'] ?? 1_000_000);
/** The same seed makes the same campaign. */
const SEED = Number(process.env['BEAMTIME_CAMPAIGN_SEED'] ?? 1);
/** Askers per line, each with one question at a time. */
const ASKERS = 4;
const TIMEOUT_MS = 200;

const illness: Illness = {
  lost: 0.001,
  late: 0.005,
  latestMs: 600,
  split: 0.02,
  glued: 0.001,
  noise: 0.004,
  broken: 0.0005,
  refused: 0.3,
};

interface Kind {
  readonly title: string;
  readonly keepsBytes: boolean;
  readonly isSerial: boolean;
  readonly echoes: boolean;
  /** The question whose answer cannot be taken for another's. */
  readonly greets: boolean;
}

const kinds: readonly Kind[] = [
  {
    title: 'a socket',
    keepsBytes: false,
    isSerial: false,
    echoes: false,
    greets: false,
  },
  {
    title: 'a socket with a greeting',
    keepsBytes: false,
    isSerial: false,
    echoes: false,
    greets: true,
  },
  {
    title: 'a serial line',
    keepsBytes: true,
    isSerial: true,
    echoes: false,
    greets: true,
  },
  {
    title: 'a serial line with echo',
    keepsBytes: true,
    isSerial: true,
    echoes: true,
    greets: true,
  },
  {
    title: 'a terminal server',
    keepsBytes: true,
    isSerial: false,
    echoes: true,
    greets: true,
  },
];

test.each(kinds)(
  'on $title no answer is ever given to the wrong question, and a healed line answers all',
  { timeout: 120_000 },
  async (kind) => {
    const campaign = new Campaign(kind, Math.round(EXCHANGES / kinds.length));
    await campaign.run();
    const { outcomes, wrong } = campaign;
    const story = `${kind.title}, BEAMTIME_CAMPAIGN_SEED=${String(SEED)}, ${JSON.stringify(outcomes)}`;
    expect(wrong, story).toEqual([]);
    // A campaign that answered nothing would show nothing, and neither would one without trouble.
    expect(outcomes.answered, story).toBeGreaterThan(0.5 * campaign.total);
    expect(outcomes.timeout, story).toBeGreaterThan(0);
    expect(outcomes.disconnected, story).toBeGreaterThan(0);
    expect(outcomes.stopped, story).toBeGreaterThan(0);
  },
);

class Campaign {
  readonly total: number;
  readonly outcomes = {
    answered: 0,
    timeout: 0,
    disconnected: 0,
    stopped: 0,
    aborted: 0,
    silent: 0,
  };
  readonly wrong: string[] = [];
  readonly clock = new VirtualClock();
  readonly #random;
  readonly #line: HostileLine;
  readonly #exchange: Exchange;
  #asked = 0;

  constructor(kind: Kind, total: number) {
    this.total = total;
    this.#random = createRandom(SEED, `${kind.title} asks`);
    this.#line = new HostileLine({
      ...kind,
      clock: this.clock,
      random: createRandom(SEED, kind.title),
      illness,
      // Questions are numbered, and so are their answers; commands (C) are not answered, and ID is the greeting.
      answer: (request) =>
        /^[QS]\d+$/.test(request)
          ? `A${request.slice(1)}`
          : request === 'ID'
            ? 'HOSTILE'
            : null,
    });
    const options: ExchangeOptions = {
      opener: this.#line,
      clock: this.clock,
      timeoutMs: TIMEOUT_MS,
      framing: lineFraming({
        terminator: '\r',
        mayEcho: kind.echoes,
        // What an answer looks like is known, whose it is is not. So it is with most instruments.
        isAnswer: (reply) => /^A\d+$/.test(reply) || reply === 'HOSTILE',
      }),
      ...(kind.greets && {
        greeting: {
          probes: ['ID'],
          isAnswer: (reply) => reply === 'HOSTILE',
          timeoutMs: TIMEOUT_MS,
          drains: kind.keepsBytes,
        },
      }),
      retry: { firstMs: 5, longestMs: 50 },
    };
    this.#exchange = new Exchange(options);
  }

  async run(): Promise<void> {
    const { clock } = this;
    this.#exchange.start();
    await clock.advance(0);
    const asking = Promise.all(
      Array.from({ length: ASKERS }, () => this.#ask()),
    );
    await clock.settle(asking, Infinity);
    this.#line.heal();
    // Whatever is still on its way comes in; then everything is as it was on the first day.
    await clock.advance(30_000);
    for (let count = 0; count < 10; count += 1) {
      this.#asked += 1;
      const number = String(this.#asked);
      expect(await clock.settle(this.#exchange.request(`Q${number}`))).toBe(
        `A${number}`,
      );
    }
    this.#exchange.close();
    this.#line.close();
  }

  async #ask(): Promise<void> {
    while (this.#asked < this.total) {
      this.#asked += 1;
      const number = String(this.#asked);
      try {
        await this.#askOnce(number);
      } catch (error) {
        if (!isBeamtimeError(error)) throw error;
        this.#count(error.code);
        // Drivers wait a moment before they ask a line that is gone.
        if (error.code === 'disconnected')
          await new Promise<void>((resolve) => this.clock.after(20, resolve));
      }
    }
  }

  #count(code: ErrorCode): void {
    if (
      code !== 'timeout' &&
      code !== 'disconnected' &&
      code !== 'stopped' &&
      code !== 'aborted'
    ) {
      throw new Error(`No line trouble is called ${code}.`);
    }
    this.outcomes[code] += 1;
  }

  async #askOnce(number: string): Promise<void> {
    const luck = this.#random.next();
    if (luck < 0.01) {
      await this.#exchange.request(`C${number}`, { hasReply: false });
      this.outcomes.silent += 1;
      return;
    }
    if (luck < 0.015) {
      const reply = await this.#exchange.urgent(`S${number}`);
      // Empty: it is out, but what came may be the reply of what it overtook.
      if (reply !== '') this.#check(number, reply);
      return;
    }
    if (luck < 0.025) {
      const controller = new AbortController();
      const cancel = this.clock.after(this.#random.next() * 3, () =>
        controller.abort(),
      );
      try {
        this.#check(
          number,
          await this.#exchange.request(`Q${number}`, {
            signal: controller.signal,
          }),
        );
      } finally {
        cancel();
      }
      return;
    }
    this.#check(number, await this.#exchange.request(`Q${number}`));
  }

  #check(number: string, reply: string): void {
    this.outcomes.answered += 1;
    if (reply === `A${number}`) return;
    const before = this.#exchange
      .traffic()
      .slice(-5)
      .map(
        ({ sent, received, error }) => `${sent}: ${error ?? received ?? ''}`,
      );
    this.wrong.push(
      [`${number} was answered with ${reply} after`, ...before].join('\n'),
    );
  }
}
