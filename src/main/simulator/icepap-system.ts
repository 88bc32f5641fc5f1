import { boardCommands } from './icepap-commands.ts';
import type { IcepapBoard } from './icepap-board.ts';
import {
  IcepapRefusal,
  toInteger,
  toPositive,
  type IcepapRequest,
} from './icepap-request.ts';

type Boards = ReadonlyMap<number, IcepapBoard>;
type SystemCommand = (request: IcepapRequest, boards: Boards) => string[];

/** Words that may stand before the list of axes: a register, a setting, a flag. */
const isWord = (argument: string) => !/^[+-]?[\d.]/.test(argument);

/** Commands without an address, queries with their `?`: the master's own, and those with a list of axes. */
export const systemCommands: Readonly<Record<string, SystemCommand>> = {
  '?VER': ({ args }) =>
    args[0] === 'INFO'
      ? ['SYSTEM     : 3.17', 'CONTROLLER : 3.17', 'DRIVER     : 3.17']
      : ['3.17'],
  '?ID': () => ['0008.0193.A0F1'],
  '?NAME': () => ['SIMULATED'],
  '?MODE': () => ['OPER'],
  '?SYSSTAT': ({ args }, boards) => [systemStatus(args, boards)],
  '?RID': ({ args }, boards) => [
    (args.length > 0 ? args.map(toInteger) : racksOf(boards))
      .map((rack) => `0008.0153.${String(4000 + rack)}`)
      .join(' '),
  ],
  RESET: (_, boards) => {
    for (const board of boards.values()) board.axis.abort();
    return [];
  },
  '?POS': perAxis('?POS'),
  '?FPOS': perAxis('?FPOS'),
  '?ENC': perAxis('?ENC'),
  '?VELOCITY': perAxis('?VELOCITY'),
  '?ACCTIME': perAxis('?ACCTIME'),
  '?JOG': perAxis('?JOG'),
  '?POWER': perAxis('?POWER'),
  '?STATUS': perAxis('?STATUS'),
  '?FSTATUS': perAxis('?FSTATUS'),
  '?STOPCODE': perAxis('?STOPCODE'),
  '?HOMESTAT': perAxis('?HOMESTAT'),
  '?HOMEPOS': perAxis('?HOMEPOS'),
  STOP: onAxes('STOP'),
  ABORT: onAxes('ABORT'),
  POWER: onAxes('POWER'),
  ESYNC: onAxes('ESYNC'),
  HOME: pairs('HOME'),
  POS: pairs('POS'),
  ENC: pairs('ENC'),
  VELOCITY: pairs('VELOCITY'),
  ACCTIME: pairs('ACCTIME'),
  JOG: pairs('JOG'),
  MOVE: pairs('MOVE'),
  RMOVE: pairs('RMOVE'),
  UMOVE: pairs('UMOVE'),
};

/** A query of several axes: `?POS [AXIS] 1 2` answers with a value for each. */
function perAxis(keyword: string): SystemCommand {
  return (request, boards) => {
    const words = request.args.filter(isWord);
    const axes = request.args.filter((word) => !isWord(word)).map(toInteger);
    if (axes.length === 0)
      throw new IcepapRefusal('Wrong number of parameter(s)');
    const values = axes.map((address) =>
      runOn(keyword, address, { ...request, args: words }, boards).join(' '),
    );
    return [values.join(' ')];
  };
}

/** A command to a list of axes: `STOP 1 2`; none named = all. */
function onAxes(keyword: string): SystemCommand {
  return (request, boards) => {
    const words = request.args.filter(isWord);
    const named = request.args.filter((word) => !isWord(word)).map(toInteger);
    const axes = named.length > 0 ? named : [...boards.keys()];
    for (const address of axes) expectBoard(address, boards);
    for (const address of axes) {
      runOn(keyword, address, { ...request, args: words }, boards);
    }
    return [];
  };
}

/**
 * A command with a value per axis: `MOVE [GROUP] [STRICT] 1 1000 2 500`. All are checked before the first begins,
 * so that either every axis goes or none.
 */
function pairs(keyword: string): SystemCommand {
  return (request, boards) => {
    const words = request.args
      .filter(isWord)
      .filter((word) => word !== 'GROUP' && word !== 'STRICT');
    const numbers = request.args.filter((word) => !isWord(word));
    if (numbers.length === 0 || numbers.length % 2 !== 0) {
      throw new IcepapRefusal('Wrong number of parameter(s)');
    }
    const orders = Array.from({ length: numbers.length / 2 }, (_, index) => ({
      address: toInteger(numbers[2 * index]),
      value: numbers[2 * index + 1] ?? '',
    }));
    for (const { address, value } of orders) {
      const board = expectBoard(address, boards);
      if (['VELOCITY', 'ACCTIME'].includes(keyword)) toPositive(value);
      else toInteger(value);
      if (['MOVE', 'RMOVE', 'HOME'].includes(keyword)) board.expectReady();
      if (['UMOVE', 'JOG'].includes(keyword))
        board.expectReady({ canMove: true });
    }
    for (const { address, value } of orders) {
      runOn(keyword, address, { ...request, args: [...words, value] }, boards);
    }
    return [];
  };
}

function runOn(
  keyword: string,
  address: number,
  request: IcepapRequest,
  boards: Boards,
): string[] {
  const board = expectBoard(address, boards);
  const command = boardCommands[keyword];
  if (!command) throw new IcepapRefusal('Command not recognised');
  return command(request, board, address);
}

function expectBoard(address: number, boards: Boards): IcepapBoard {
  const board = boards.get(address);
  if (!board) throw new IcepapRefusal('Board is not present in the system');
  return board;
}

function racksOf(boards: Boards): number[] {
  const racks = [...boards.keys()].map((address) => Math.floor(address / 10));
  return [...new Set(racks)].sort((a, b) => a - b);
}

/** Without an argument the racks as bits; with a rack, its boards as bits: present, alive. */
function systemStatus(args: readonly string[], boards: Boards): string {
  if (args.length === 0) {
    const racks = racksOf(boards).reduce((word, rack) => word + 2 ** rack, 0);
    return `0x${racks.toString(16).toUpperCase()}`;
  }
  const rack = toInteger(args[0]);
  const slots = [...boards.keys()]
    .filter((address) => Math.floor(address / 10) === rack)
    .reduce((word, address) => word + 2 ** ((address % 10) - 1), 0);
  if (slots === 0) throw new IcepapRefusal('Rack is not present in the system');
  const mask = `0x${slots.toString(16).toUpperCase().padStart(2, '0')}`;
  return `${mask} ${mask}`;
}
