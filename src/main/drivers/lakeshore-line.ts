import { BeamtimeError } from '../../contract/errors.ts';
import type { Exchange as Entry } from '../../contract/devices.ts';
import type { Clock } from '../base/clock.ts';
import { Exchange } from '../io/exchange.ts';
import { lineFraming } from '../io/framing.ts';
import type { LinkState } from '../io/link.ts';
import type { PortOpener } from '../io/types.ts';
import { sendStop } from './axis-line.ts';
import { replyNumber } from './reply-number.ts';

const TIMEOUT_MS = 1_000;
/** The instrument asks for this rest between two requests. */
const GAP_MS = 50;

/** The line of a Lake Shore 336. Commands say nothing, so each goes out with questions whose answers come in one line. */
export class LakeshoreLine {
  readonly exchange: Exchange;

  constructor(opener: PortOpener, clock: Clock) {
    this.exchange = new Exchange({
      opener,
      clock,
      framing: lineFraming({ terminator: '\r\n' }),
      timeoutMs: TIMEOUT_MS,
      gapMs: GAP_MS,
      greeting: {
        probes: ['*IDN?'],
        isAnswer: (reply) => reply.startsWith('LSCI,'),
      },
    });
  }

  onState(listener: (state: LinkState) => void): void {
    this.exchange.onState(listener);
  }

  start(): void {
    this.exchange.start();
  }

  close(): void {
    this.exchange.close();
  }

  traffic(): readonly Entry[] {
    return this.exchange.traffic();
  }

  /** Sends commands and questions, at least two of these; answers with what was said to the questions. */
  async ask(
    texts: readonly string[],
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    const reply = await this.exchange.request(texts.join(';'), {
      signal,
      isAnswer: asMany(texts),
    });
    return partsOf(reply);
  }

  /** Sends a stop over whatever waits; undefined where its answer is not known. */
  async stop(texts: readonly string[]): Promise<readonly string[] | undefined> {
    const reply = await sendStop(this.exchange, texts.join(';'), {
      isAnswer: asMany(texts),
    });
    return reply ? partsOf(reply) : undefined;
  }
}

/** One number alone may be anybody's; as many as were asked for are not. */
function asMany(texts: readonly string[]): (reply: string) => boolean {
  const count = texts.filter((text) => text.includes('?')).length;
  return (reply) => reply.split(';').length === count;
}

function partsOf(reply: string): readonly string[] {
  return reply.split(';').map((part) => part.trim());
}

/** @throws BeamtimeError `protocol` for anything but a number */
export function numberIn(said: string | undefined, question: string): number {
  const value = replyNumber(said);
  if (value !== undefined) return value;
  throw new BeamtimeError(
    'protocol',
    `The Lake Shore answered ${question} with "${said ?? ''}" instead of a number. Is it a Model 336?`,
  );
}

/** `1,+005.0` -> two numbers. @throws BeamtimeError `protocol` */
export function numbersIn(
  said: string | undefined,
  question: string,
): readonly number[] {
  return (said ?? '').split(',').map((part) => numberIn(part.trim(), question));
}
