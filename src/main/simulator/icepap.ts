import type { Clock } from '../base/clock.ts';
import { createAxis } from './axis-config.ts';
import { IcepapBoard } from './icepap-board.ts';
import { boardCommands } from './icepap-commands.ts';
import type { IcepapConfig } from './icepap-config.ts';
import { IcepapRefusal, type IcepapRequest } from './icepap-request.ts';
import { systemCommands } from './icepap-system.ts';
import { Inbox, toBytes } from './inbox.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

/**
 * `[#][addr:][?]KEYWORD [args]`: acknowledge, board, query.
 * Keywords are letters; `*` and `_` occur in those of firmware we do not pretend to have.
 */
const grammar =
  /^\s*(#)?\s*(?:(\d*)\s*:)?\s*(#)?(\?)?\s*(\*?[A-Za-z_]+)\s*(.*)$/;

/** An IcePAP rack that is not there. Every reply ends with CR LF, as on hardware. */
export function icepapResponder(
  config: IcepapConfig,
  world: World,
  clock: Clock,
): Responder {
  const inbox = new Inbox();
  const boards = new Map(
    Object.entries(config.axes).map(([address, axis]) => [
      Number(address),
      new IcepapBoard(axis.drives ?? '', createAxis(axis, world, clock)),
    ]),
  );

  return {
    receive(bytes, reply) {
      for (const line of inbox.take(bytes, reply)) {
        const answers = line
          .split(';')
          .filter((command) => command.trim() !== '')
          .map((command) => answer(command, boards))
          .join('');
        if (answers !== '') reply(toBytes(answers));
      }
    },
    close: () => undefined,
  };
}

function answer(
  text: string,
  boards: ReadonlyMap<number, IcepapBoard>,
): string {
  const request = parse(text);
  if (!request) return '';
  const { address, isQuery, isAcknowledged, keyword } = request;
  const prefix =
    address === undefined || address === 'all' ? '' : `${address}:`;
  const word = `${prefix}${isQuery ? '?' : ''}${keyword}`;
  const isSilent = !isQuery && !isAcknowledged;
  try {
    const lines = run(request, boards);
    if (isSilent) return '';
    if (!isQuery) return `${word} OK\r\n`;
    return lines.length === 1
      ? `${word} ${lines[0] ?? ''}\r\n`
      : [`${word} $`, ...lines, '$', ''].join('\r\n');
  } catch (error) {
    if (!(error instanceof IcepapRefusal)) throw error;
    return isSilent ? '' : `${word} ERROR ${error.message}\r\n`;
  }
}

function parse(text: string): IcepapRequest | undefined {
  const match = grammar.exec(text);
  if (!match) return undefined;
  const [, early, address, late, query, keyword, rest] = match;
  return {
    address:
      address === undefined
        ? undefined
        : address === ''
          ? 'all'
          : Number(address),
    isAcknowledged: early !== undefined || late !== undefined,
    isQuery: query !== undefined,
    keyword: (keyword ?? '').toUpperCase(),
    args: (rest ?? '')
      .toUpperCase()
      .split(/[\s,]+/)
      .filter((word) => word !== ''),
    text: (rest ?? '').trim(),
  };
}

/** Answers with the lines of the value; one line for most queries, none that matter for a write. */
function run(
  request: IcepapRequest,
  boards: ReadonlyMap<number, IcepapBoard>,
): string[] {
  const { address, isQuery, isAcknowledged, keyword } = request;
  const key = isQuery ? `?${keyword}` : keyword;
  if (address === undefined || address === 0) {
    const command = systemCommands[key];
    if (!command) throw new IcepapRefusal('Command not recognised');
    return command(request, boards);
  }
  const command = boardCommands[key];
  if (!command) throw new IcepapRefusal('Command not recognised');
  if (address === 'all') {
    if (isQuery) throw new IcepapRefusal('Cannot broadcast a query');
    if (isAcknowledged) {
      throw new IcepapRefusal('Cannot acknowledge a broadcast');
    }
    for (const [number, board] of boards) command(request, board, number);
    return [];
  }
  const board = boards.get(address);
  if (!board) throw new IcepapRefusal('Board is not present in the system');
  return command(request, board, address);
}
