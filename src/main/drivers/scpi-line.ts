import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { readable } from '../base/text-pattern.ts';
import { Exchange } from '../io/exchange.ts';
import { lineFraming, type Framing } from '../io/framing.ts';
import type { Greeting } from '../io/link.ts';
import type { PortOpener } from '../io/types.ts';

/** What ends a command, by the words of the beamline file. */
export const terminators = { lf: '\n', cr: '\r', crlf: '\r\n' } as const;

/** Device clear on a serial line, also through a terminal server: ends a measurement at once, answers nothing. */
export const DEVICE_CLEAR = '\u0003';

/** How a SCPI instrument is talked to. */
export interface ScpiLineOptions {
  readonly opener: PortOpener;
  readonly clock: Clock;
  readonly terminator: keyof typeof terminators;
  readonly timeoutMs: number;
  readonly greeting: Greeting;
}

/** The exchange of a SCPI instrument. Replies say nothing of their question, so all depends on the line being in order. */
export function scpiExchange(options: ScpiLineOptions): Exchange {
  const { opener, clock, timeoutMs, greeting } = options;
  return new Exchange({
    opener,
    clock,
    timeoutMs,
    greeting,
    framing: scpiFraming(terminators[options.terminator]),
  });
}

/**
 * Reads the error queue after a setting, until it is empty.
 *
 * @throws BeamtimeError `device` with the instrument's own words
 */
export async function assertNoError(
  exchange: Exchange,
  query: string,
  command: string,
  signal?: AbortSignal,
): Promise<void> {
  const errors: string[] = [];
  while (errors.length < LONGEST_ERROR_QUEUE) {
    const reply = await exchange.request(query, { signal });
    const error = errorIn(reply);
    if (error === null || errors.includes(error)) break;
    errors.push(error);
  }
  if (errors.length === 0) return;
  throw new BeamtimeError(
    'device',
    `The instrument at ${exchange.address} refused "${command}": ${errors.join('; ')}.`,
    { detail: { command, errors } },
  );
}

/** `-222,"Parameter data out of range"` -> `Parameter data out of range (-222)`; null = no error. */
function errorIn(reply: string): string | null {
  const match = /^\s*([+-]?\d+)\s*(?:,\s*"?([^"]*)"?)?/.exec(reply);
  if (!match) return readable(reply);
  const [, number = '', words = ''] = match;
  if (Number(number) === 0) return null;
  return words === '' ? `error ${number}` : `${words} (${number})`;
}

/** Empties the error queue, so that the next error is that of the next command. */
export async function forgetErrors(
  exchange: Exchange,
  query: string,
  signal?: AbortSignal,
): Promise<void> {
  for (let count = 0; count < LONGEST_ERROR_QUEUE; count += 1) {
    const reply = await exchange.request(query, { signal });
    if (errorIn(reply) === null) return;
  }
}

const LONGEST_ERROR_QUEUE = 32;

function scpiFraming(terminator: '\r' | '\n' | '\r\n'): Framing {
  const lines = lineFraming({ terminator });
  return {
    ...lines,
    encode: (request) =>
      request === DEVICE_CLEAR ? request : lines.encode(request),
  };
}
