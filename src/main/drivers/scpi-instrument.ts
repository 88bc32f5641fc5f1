import { BeamtimeError } from '../../contract/errors.ts';
import { readable, type Parts } from '../base/text-pattern.ts';
import type { PortOpener } from '../io/types.ts';
import { LineInstrument } from './line-device-instrument.ts';
import { LineParameter } from './line-device-parameter.ts';
import { LineQuery } from './line-device-query.ts';
import type { ScpiConfig, ScpiParameterConfig } from './scpi-config.ts';
import { assertNoError, forgetErrors, scpiExchange } from './scpi-line.ts';
import type { DriverContext } from './types.ts';

/** The one value in the reply of a query. */
const PART = 'value';

/** An instrument with simple parameters: each is a device that is read from time to time, and set where it can be. */
export function scpiInstrument(
  config: ScpiConfig,
  context: DriverContext,
  opener: PortOpener,
): LineInstrument {
  const { identity, errors } = config;
  const { clock } = context;
  const exchange = scpiExchange({
    opener,
    clock,
    terminator: config.terminator,
    timeoutMs: config.timeout * 1000,
    greeting: {
      probes: [identity],
      // Any answer that is more than a number: a reading that comes late is not taken for it.
      isAnswer: (reply) => identity !== '*IDN?' || /[A-Za-z]/.test(reply),
    },
  });
  async function send(command: string, signal?: AbortSignal): Promise<void> {
    // Other questions may have left an error behind that is not this one's.
    if (errors !== null) await forgetErrors(exchange, errors, signal);
    await exchange.request(command, { hasReply: false, signal });
    if (errors !== null) await assertNoError(exchange, errors, command, signal);
  }
  const queries: LineQuery[] = [];
  const parameters = Object.entries(config.parameters).map(([name, fields]) => {
    const query = queryOf(name, fields);
    if (query) queries.push(query);
    return new LineParameter(
      {
        name,
        driver: 'scpi',
        fields,
        ...(query && { source: { query, part: PART } }),
        send,
        urge: async (command) => {
          await exchange.urgent(command, { hasReply: false });
        },
        traffic: () => exchange.traffic(),
      },
      context,
    );
  });

  function queryOf(
    name: string,
    { query, options, poll }: ScpiParameterConfig,
  ): LineQuery | undefined {
    if (query === undefined) return undefined;
    const read = (reply: string): Parts => ({
      [PART]: options ? wordIn(reply) : numberIn(reply, name),
    });
    const pollMs = poll * 1000;
    return new LineQuery({ send: query, pollMs, read }, exchange, clock);
  }

  return new LineInstrument(
    {
      exchange,
      queries,
      parameters,
      async setUp() {
        for (const command of config.connect) await send(command);
      },
    },
    context,
  );
}

function wordIn(reply: string): string {
  return reply.trim().replace(/^"|"$/g, '');
}

/** The number at the start; what follows may be its unit, or further numbers. */
function numberIn(reply: string, name: string): string {
  const match = /^\s*"?([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)/i.exec(reply);
  if (match?.[1] !== undefined) return match[1];
  throw new BeamtimeError(
    'protocol',
    `${name} was answered with "${readable(reply)}" instead of a number. Check its query in the beamline file.`,
  );
}
