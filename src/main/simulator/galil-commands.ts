import {
  axisOf,
  listed,
  operands,
  toCounts,
  toValue,
  type GalilAxes,
} from './galil-arguments.ts';
import type { GalilAxis } from './galil-axis.ts';
import { GalilRefusal } from './galil-errors.ts';
import { galilSettings } from './galil-settings.ts';

/** Answers with the text of its reply; with nothing for a command that gives none. */
type Command = (argument: string, axes: GalilAxes) => string | undefined;

const farthest = 2_147_483_647;
const fastest = 22_000_000;

/** Numbers that can be read, by a command of the same name and as operands: `TPA`, `MG _TPA`. */
const values: Readonly<Record<string, (axis: GalilAxis) => number>> = {
  TP: ({ servo }) => servo.axis.measured,
  TD: ({ servo }) => servo.axis.position,
  RP: ({ servo }) => servo.axis.position,
  TE: ({ servo }) => servo.axis.position - servo.axis.measured,
  TV: ({ servo }) => Math.round(servo.axis.speed),
  TS: (axis) => axis.switches,
  SC: (axis) => axis.stopCode,
};

/** Those that are operands only. Inactive limit switches read 1. */
const states: Readonly<Record<string, (axis: GalilAxis) => number>> = {
  BG: ({ isRunning }) => Number(isRunning),
  MO: ({ servo }) => Number(!servo.isOn),
  LF: ({ servo }) => Number(!servo.axis.isAtUpper),
  LR: ({ servo }) => Number(!servo.axis.isAtLower),
  HM: ({ servo }) => Number(servo.axis.isAtHome),
  PA: (axis) => axis.target,
  PR: (axis) => axis.distance,
  JG: (axis) => axis.jogSpeed,
  DP: ({ servo }) => servo.axis.position,
};

const actions: Readonly<Record<string, Command>> = {
  SH: onAxes((axis) => axis.on()),
  MO: onAxes((axis) => axis.off()),
  // All are asked before the first begins.
  BG: (argument, axes) => {
    const found = listed(argument, axes);
    for (const axis of found) axis.expectBegin();
    for (const axis of found) axis.begin();
    return undefined;
  },
  ST: onAxes((axis) => axis.stop()),
  AB: (_, axes) => {
    for (const axis of axes.values()) axis.abort();
    return undefined;
  },
  HM: onAxes((axis) => axis.prepare({ kind: 'HM' })),
  FI: onAxes((axis) => axis.prepare({ kind: 'FI' })),
  FE: onAxes((axis) => axis.prepare({ kind: 'FE' })),
  PA: assigned('PA', (axis, text) =>
    axis.prepare({ kind: 'absolute', target: toCounts(text, farthest) }),
  ),
  PR: assigned('PR', (axis, text) =>
    axis.prepare({ kind: 'relative', distance: toCounts(text, farthest) }),
  ),
  JG: assigned('JG', (axis, text) =>
    axis.prepare({ kind: 'jog', velocity: toCounts(text, fastest) }),
  ),
  DP: assigned('DP', (axis, text) => axis.define(toCounts(text, farthest))),
  RS: (_, axes) => {
    for (const axis of axes.values()) axis.reset();
    return undefined;
  },
  MG: message,
};

/** Settings of the controller as a whole that change nothing here: unsolicited lines, switch polarity, sample time. */
const ignored = ['CF', 'CW', 'CN', 'TM', 'HX', 'BN', 'LZ'];

/**
 * Carries one command out; answers with the text of its reply, without the colon.
 *
 * @throws GalilRefusal where the answer is `?`
 */
export function runGalil(
  name: string,
  argument: string,
  axes: GalilAxes,
): string | undefined {
  for (const axis of axes.values()) axis.update();
  if (ignored.includes(name)) return undefined;
  const command = own(actions, name) ?? reading(name) ?? setting(name);
  if (!command) throw new GalilRefusal(1);
  return command(argument, axes);
}

/** A number as the controller writes it: a column for the sign. */
export function withSign(value: number, decimals = 0): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `-${text}` : ` ${text}`;
}

function reading(name: string): Command | undefined {
  const read = own(values, name);
  if (!read) return undefined;
  return (argument, axes) =>
    listed(argument, axes)
      .map((axis) => withSign(read(axis)))
      .join(',');
}

function setting(name: string): Command | undefined {
  if (!own(galilSettings, name)) return undefined;
  return assigned(name, (axis, text) => axis.set(name, toValue(text)));
}

function onAxes(act: (axis: GalilAxis) => void): Command {
  return (argument, axes) => {
    for (const axis of listed(argument, axes)) act(axis);
    return undefined;
  };
}

/** A command with a value per axis; `?` in its place asks for it. */
function assigned(
  name: string,
  write: (axis: GalilAxis, text: string) => void,
): Command {
  return (argument, axes) => {
    const answers = operands(argument, axes).flatMap(({ axis, text }) => {
      if (text === '?') return [withSign(valueOf(name, axis))];
      write(axis, text);
      return [];
    });
    return answers.length > 0 ? answers.join(',') : undefined;
  };
}

/** `MG _TPA,_BGB`: operands with four decimals. */
function message(argument: string, axes: GalilAxes): string {
  return argument
    .split(',')
    .map((word) => {
      const match = /^\s*_([A-Z]{2})([A-HW-Z])\s*$/.exec(word);
      if (!match) throw new GalilRefusal(9);
      const [, name = '', letter = ''] = match;
      return withSign(valueOf(name, axisOf(letter, axes)), 4);
    })
    .join('');
}

function valueOf(name: string, axis: GalilAxis): number {
  const read = own(states, name) ?? own(values, name);
  if (read) return read(axis);
  if (!own(galilSettings, name)) throw new GalilRefusal(9);
  return axis.setting(name);
}

function own<T>(table: Readonly<Record<string, T>>, name: string) {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
