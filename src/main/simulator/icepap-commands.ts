import { fastest, slowest, type IcepapBoard } from './icepap-board.ts';
import {
  expectCount,
  IcepapRefusal,
  toInteger,
  toPositive,
  type IcepapRequest,
} from './icepap-request.ts';
import { describeStatus, stopCodeWords } from './icepap-words.ts';

/** What one board does with a command of the form `1:KEYWORD args`. Answers with the lines of its value. */
export type BoardCommand = (
  request: IcepapRequest,
  board: IcepapBoard,
  address: number,
) => string[];

const done: string[] = [];

/** Position registers that count steps of the motor, and those that measure the load. */
const motorRegisters = ['AXIS', 'INDEXER', 'MOTOR', 'SHFTENC', 'TGTENC'];
const loadRegisters = ['MEASURE', 'ENCIN', 'INPOS', 'ABSENC', 'CTRLENC'];

/** Signals that SRCH can be after. */
const switches: Readonly<Record<string, 'home' | 'upper' | 'lower'>> = {
  HOME: 'home',
  'LIM+': 'upper',
  'LIM-': 'lower',
};

/** Commands of a board, by keyword, queries with their `?`. */
export const boardCommands: Readonly<Record<string, BoardCommand>> = {
  '?ID': ({ args }, _, address) => [
    args[0] === 'SN' ? `08-${1000 + address}` : `0008.0193.${hex(address, 4)}`,
  ],
  '?NAME': (_, board) => [board.name],
  NAME: ({ text }, board) => {
    board.name = text.slice(0, 20);
    return done;
  },
  '?VER': () => ['3.17'],
  '?ADDR': (_, __, address) => [String(address)],
  '?MODE': () => ['OPER'],
  '?ACTIVE': () => ['YES'],
  '?ALARM': () => ['NO'],
  '?WARNING': () => ['NONE'],
  '?POS': ({ args }, board) => [String(readPosition(args[0], board))],
  '?FPOS': ({ args }, board) => [String(readPosition(args[0], board))],
  '?ENC': ({ args }, board) => [
    String(readPosition(args[0] ?? 'ENCIN', board)),
  ],
  POS: ({ args }, board) => definePosition(args, board),
  ENC: ({ args }, board) => definePosition(args, board),
  ESYNC: () => done,
  MOVE: ({ args }, board) => {
    expectCount(args, 1);
    const target = toInteger(args[0]);
    board.expectReady();
    board.moveTo(target);
    return done;
  },
  RMOVE: ({ args }, board) => {
    expectCount(args, 1);
    const distance = toInteger(args[0]);
    board.expectReady();
    board.moveTo(board.axis.position + distance);
    return done;
  },
  UMOVE: ({ args }, board) => {
    expectCount(args, 1);
    const target = toInteger(args[0]);
    board.expectReady({ canMove: true });
    board.moveTo(target);
    return done;
  },
  JOG: ({ args }, board) => {
    expectCount(args, 1);
    const velocity = toInteger(args[0]);
    board.expectReady({ canMove: true });
    board.jog(velocity);
    return done;
  },
  '?JOG': (_, board) => [String(Math.round(board.axis.speed))],
  STOP: (_, board) => {
    board.axis.stop();
    return done;
  },
  ABORT: (_, board) => {
    board.axis.abort();
    return done;
  },
  HOME: ({ args }, board) => {
    const direction = toInteger(args[0] ?? '0');
    board.expectReady();
    if (direction === 0) {
      board.seekHome(board.axis.home >= board.axis.position ? 1 : -1);
    } else {
      board.seekHome(direction > 0 ? 1 : -1);
    }
    return done;
  },
  '?HOMESTAT': (_, board) => [board.homeStatus()],
  '?HOMEPOS': (_, board) => {
    if (!board.isHomeFound) throw new IcepapRefusal('Home position not found');
    return [String(board.axis.home)];
  },
  SRCH: ({ args }, board) => {
    const [signal = '', ...rest] = args;
    const end = switches[signal];
    const direction = toInteger(rest.at(-1));
    if (!end || direction === 0) throw new IcepapRefusal('Wrong parameter(s)');
    board.expectReady();
    board.seek(end, direction > 0 ? 1 : -1);
    return done;
  },
  '?SRCHSTAT': (_, board) => [board.searchStatus()],
  '?SRCHPOS': (_, board) => {
    const position = board.searchPosition();
    if (position === undefined) {
      throw new IcepapRefusal('Search position not found');
    }
    return [String(position)];
  },
  VELOCITY: ({ args }, board) => {
    expectCount(args, 1);
    board.setVelocity(toPositive(args[0]));
    return done;
  },
  '?VELOCITY': ({ args }, board) => [String(readVelocity(args[0], board))],
  ACCTIME: ({ args }, board) => {
    expectCount(args, 1);
    board.setAccTime(toPositive(args[0]));
    return done;
  },
  '?ACCTIME': ({ args }, board) => [String(readAccTime(args[0], board))],
  POWER: ({ args }, board) => {
    const word = args[0] ?? 'ON';
    if (word !== 'ON' && word !== 'OFF') {
      throw new IcepapRefusal('Wrong parameter(s)');
    }
    board.power(word === 'ON');
    return done;
  },
  '?POWER': (_, board) => [board.isPowered ? 'ON' : 'OFF'],
  '?STATUS': (_, board) => [`0x${hex(board.status)}`],
  '?FSTATUS': (_, board) => [`0x${hex(board.status)}`],
  '?VSTATUS': (_, board) => describeStatus(board.status),
  '?STOPCODE': (_, board) => [`0x${hex(board.stopCode, 4)}`],
  '?VSTOPCODE': (_, board) => [stopCodeWords[board.stopCode] ?? 'Unknown'],
};

function readPosition(
  register: string | undefined,
  board: IcepapBoard,
): number {
  if (register === undefined || motorRegisters.includes(register)) {
    return board.axis.position;
  }
  if (loadRegisters.includes(register)) return board.axis.measured;
  throw new IcepapRefusal('Wrong parameter(s)');
}

function definePosition(args: readonly string[], board: IcepapBoard): string[] {
  const [register = 'AXIS', value] =
    args.length > 1 ? args : [undefined, args[0]];
  if (!motorRegisters.includes(register) && !loadRegisters.includes(register)) {
    throw new IcepapRefusal('Wrong parameter(s)');
  }
  const position = toInteger(value);
  if (board.axis.isMoving) throw new IcepapRefusal('Axis is moving');
  board.axis.define(position);
  return done;
}

function readVelocity(which: string | undefined, board: IcepapBoard): number {
  switch (which) {
    case undefined:
    case 'NOMINAL':
      return board.axis.velocity;
    case 'MIN':
      return slowest;
    case 'MAX':
      return fastest;
    case 'CURRENT':
      return Math.round(Math.abs(board.axis.speed));
    case 'DEFAULT':
      return board.defaults.velocity;
    default:
      throw new IcepapRefusal('Wrong parameter(s)');
  }
}

function readAccTime(which: string | undefined, board: IcepapBoard): number {
  switch (which) {
    case undefined:
    case 'NOMINAL':
      return board.accTime;
    case 'STEPS':
      return Math.round((board.axis.velocity * board.accTime) / 2);
    case 'DEFAULT':
      return board.defaults.accTime;
    default:
      throw new IcepapRefusal('Wrong parameter(s)');
  }
}

function hex(value: number, digits = 1): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
