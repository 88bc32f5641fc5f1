import { Inbox, toBytes } from './inbox.ts';
import { ScpiError, undefinedHeader } from './scpi-errors.ts';
import {
  buildTable,
  find,
  parseUnit,
  splitOutsideQuotes,
  type ScpiCommand,
} from './scpi-headers.ts';
import type { Responder } from './types.ts';

/** How an SCPI instrument is made. */
export interface ScpiInstrument {
  /** Headers such as `SYSTem:ZCHeck?`: capitals = short form, square brackets = may be left out. */
  readonly commands: Readonly<Record<string, ScpiCommand>>;
  /** Ends a reply. */
  readonly terminator: string;
  /** What a device clear (Ctrl-C on a serial line) ends. */
  readonly clear: () => void;
}

const errorQueueLength = 10;
const deviceClear = 0x03;

/**
 * Speaks SCPI for an instrument: short and long headers in any case, leading colon, several commands with `;`
 * (each going on from the node of the one before), an error queue. Messages are carried out one after the
 * other; while one measures, the next ones wait, as in the input buffer of the real thing.
 */
export function scpiResponder(instrument: ScpiInstrument): Responder {
  const inbox = new Inbox();
  const errors: ScpiError[] = [];
  let chain: Promise<void> = Promise.resolve();
  let busy = 0;
  let generation = 0;
  const table = buildTable({
    ...instrument.commands,
    ...errorCommands(errors),
  });

  function complain(error: unknown): void {
    const problem =
      error instanceof ScpiError ? error : new ScpiError(-310, 'System error');
    if (errors.length < errorQueueLength) errors.push(problem);
    else errors[errorQueueLength - 1] = new ScpiError(-350, 'Queue overflow');
  }

  function send(
    replies: readonly string[],
    reply: (bytes: Uint8Array) => void,
  ) {
    if (replies.length > 0) {
      reply(toBytes(`${replies.join(';')}${instrument.terminator}`));
    }
  }

  /** Runs units until one has to be waited for; answers with that wait, or nothing when all are done. */
  function runUnits(
    units: readonly string[],
    reply: (bytes: Uint8Array) => void,
  ): Promise<void> | undefined {
    const replies: string[] = [];
    const mine = generation;
    let node: readonly string[] = [];

    function go(from: number): Promise<void> | undefined {
      for (let index = from; index < units.length; index += 1) {
        try {
          const unit = parseUnit(units[index] ?? '', node);
          node = unit.node;
          const command = find(table, unit.header);
          if (!command) throw undefinedHeader();
          const answer = command(unit.args);
          if (answer instanceof Promise) {
            return answer
              .then((text) => {
                if (text !== undefined) replies.push(text);
              }, complain)
              .then(() => (mine === generation ? go(index + 1) : undefined));
          }
          if (answer !== undefined) replies.push(answer);
        } catch (error) {
          complain(error);
        }
      }
      if (mine === generation) send(replies, reply);
      return undefined;
    }
    return go(0);
  }

  function run(line: string, reply: (bytes: Uint8Array) => void): void {
    const units = splitOutsideQuotes(line, ';').filter(
      (unit) => unit.trim() !== '',
    );
    if (busy === 0) {
      const wait = runUnits(units, reply);
      if (!wait) return;
      hold(wait);
    } else {
      const mine = generation;
      hold(
        chain.then(() =>
          mine === generation ? runUnits(units, reply) : undefined,
        ),
      );
    }
  }

  function hold(wait: Promise<void>): void {
    busy += 1;
    chain = wait.catch(complain).finally(() => {
      busy -= 1;
    });
  }

  function clear(): void {
    generation += 1;
    instrument.clear();
  }

  return {
    receive(bytes, reply) {
      const at = bytes.lastIndexOf(deviceClear);
      if (at >= 0) {
        inbox.clear(reply);
        clear();
      }
      for (const line of inbox.take(bytes.subarray(at + 1), reply))
        run(line, reply);
    },
    close: clear,
  };
}

function errorCommands(errors: ScpiError[]): Record<string, ScpiCommand> {
  return {
    'SYSTem:ERRor[:NEXT]?': () => {
      const error = errors.shift();
      return error ? `${error.number},"${error.message}"` : '0,"No error"';
    },
    'SYSTem:ERRor:COUNt?': () => String(errors.length),
    'SYSTem:CLEar': () => void errors.splice(0),
    '*CLS': () => void errors.splice(0),
  };
}
