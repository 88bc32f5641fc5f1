import { BeamtimeError } from '../../contract/errors.ts';
import { readable, TextPattern, type Parts } from '../base/text-pattern.ts';
import { Exchange } from '../io/exchange.ts';
import type { Greeting } from '../io/link.ts';
import { namesIn } from './axis-config.ts';
import {
  lineDeviceConfig,
  partOf,
  type LineCommand,
  type LineDeviceConfig,
} from './line-device-config.ts';
import { terminatedFraming } from './line-device-framing.ts';
import { LineInstrument } from './line-device-instrument.ts';
import { LineParameter } from './line-device-parameter.ts';
import { LineQuery } from './line-device-query.ts';
import { lineOf } from './line-of.ts';
import { defineDriver, type DriverContext } from './types.ts';

/** Any instrument with a text protocol, wholly described in the beamline file. */
export const lineDevice = defineDriver({
  name: 'line-device',
  title: 'Instrument with a text protocol of its own',
  config: lineDeviceConfig,
  needsLine: true,
  names: (config) => namesIn('parameters', config.parameters),
  create: (config, context) => createLineDevice(config, context),
});

function createLineDevice(
  config: LineDeviceConfig,
  context: DriverContext,
): LineInstrument {
  const exchange = exchangeOf(config, context);
  const tell = new Teller(exchange, config);
  const byPart = new Map<string, LineQuery>();
  const queries = Object.values(config.queries).map(({ send, reply, poll }) => {
    const pattern = new TextPattern(reply);
    const query = new LineQuery(
      {
        send,
        pollMs: poll * 1000,
        read: (text) => tell.read(text, send, pattern),
      },
      exchange,
      context.clock,
    );
    for (const part of pattern.parts) byPart.set(part, query);
    return query;
  });
  const parameters = Object.entries(config.parameters).map(([name, fields]) => {
    const part = partOf(name, fields);
    const query = byPart.get(part);
    const { answer, stop } = fields;
    return new LineParameter(
      {
        name,
        driver: 'line-device',
        fields,
        ...(query && { source: { query, part } }),
        send: (command, signal) => tell.send(answered(command, answer), signal),
        urge: (command) => tell.stop(answered(command, answer)),
        stop: stop === undefined ? undefined : () => tell.stop(stop),
        traffic: () => exchange.traffic(),
      },
      context,
    );
  });
  return new LineInstrument(
    {
      exchange,
      queries,
      parameters,
      async setUp() {
        for (const command of config.connect) await tell.send(command);
      },
    },
    context,
  );
}

function exchangeOf(config: LineDeviceConfig, context: DriverContext) {
  const greeting = greetingOf(config);
  return new Exchange({
    opener: lineOf(context, 'line-device'),
    clock: context.clock,
    timeoutMs: config.timeout * 1000,
    gapMs: config.gap * 1000,
    framing: terminatedFraming(config.terminators),
    ...(greeting && { greeting }),
  });
}

function greetingOf(config: LineDeviceConfig): Greeting | undefined {
  const { identity, timeout } = config;
  const [first] = Object.values(config.queries);
  const question = identity ?? first;
  if (!question) return undefined;
  const pattern = patternIf(identity?.answer);
  return {
    probes: [question.send],
    // Where the pattern of a query is wrong, the query has to say so, with the reply: here anything is an answer.
    isAnswer: (reply) => pattern?.match(reply) !== null,
    timeoutMs: timeout * 1000,
  };
}

/** Sends commands and looks at what comes back, by the patterns of the beamline file. */
class Teller {
  readonly #exchange: Exchange;
  readonly #errors: LineDeviceConfig['errors'];
  readonly #refusal: TextPattern | undefined;
  readonly #none: TextPattern | undefined;
  /** Stops that are on their way: several devices may share one. */
  readonly #stops = new Map<string, Promise<void>>();

  constructor(exchange: Exchange, { errors }: LineDeviceConfig) {
    this.#exchange = exchange;
    this.#errors = errors;
    this.#refusal = patternIf(errors.pattern);
    this.#none = patternIf(errors.none);
  }

  /** Takes a reply apart. @throws BeamtimeError `device` for an error, `protocol` for what does not fit */
  read(reply: string, request: string, pattern: TextPattern): Parts {
    const refused = this.#refusal?.match(reply);
    if (refused) throw this.#refusedWith(refused.words ?? reply, request);
    const parts = pattern.match(reply);
    if (parts) return parts;
    throw new BeamtimeError(
      'protocol',
      `The instrument at ${this.#exchange.address} answered "${readable(request)}" with "${readable(reply)}", which does not fit the pattern ${pattern.source}. Nothing was taken from it.`,
      { detail: { request, reply, pattern: pattern.source } },
    );
  }

  async send(command: LineCommand, signal?: AbortSignal): Promise<void> {
    const { text, answer } = partsOf(command);
    const reply = await this.#exchange.request(text, {
      hasReply: answer !== undefined,
      signal,
    });
    if (answer) this.read(reply, text, answer);
    await this.#assertNoError(text, signal);
  }

  stop(command: LineCommand): Promise<void> {
    const { text, answer } = partsOf(command);
    const underway = this.#stops.get(text);
    if (underway) return underway;
    const told = this.#exchange
      .urgent(text, { hasReply: answer !== undefined })
      .then((reply) => {
        if (answer && reply !== '') this.read(reply, text, answer);
      })
      .finally(() => this.#stops.delete(text));
    this.#stops.set(text, told);
    return told;
  }

  async #assertNoError(command: string, signal?: AbortSignal): Promise<void> {
    const { query } = this.#errors;
    if (query === undefined || !this.#none) return;
    const reply = await this.#exchange.request(query, { signal });
    if (this.#none.match(reply)) return;
    const words = this.#refusal?.match(reply)?.words;
    throw this.#refusedWith(words ?? reply, command);
  }

  #refusedWith(words: string, command: string): BeamtimeError {
    return new BeamtimeError(
      'device',
      `The instrument at ${this.#exchange.address} refused "${readable(command)}": ${readable(words)}.`,
      { detail: { command, words } },
    );
  }
}

function answered(send: string, answer: string | undefined): LineCommand {
  return answer === undefined ? send : { send, answer };
}

function partsOf(command: LineCommand) {
  return typeof command === 'string'
    ? { text: command, answer: undefined }
    : { text: command.send, answer: new TextPattern(command.answer) };
}

function patternIf(source: string | undefined): TextPattern | undefined {
  return source === undefined ? undefined : new TextPattern(source);
}
