import type { Gcs2Axis } from './gcs2-axis.ts';
import { GcsRefusal } from './gcs2-errors.ts';
import { parameters, type Parameter } from './gcs2-parameters.ts';
import { parseNumber } from './numbers.ts';

type Axes = ReadonlyMap<string, Gcs2Axis>;

/** Answers with the lines of its reply; a set command with none. */
export type GcsCommand = (words: readonly string[], axes: Axes) => string[];

const done: string[] = [];

/** Commands that have to do with axes, queries with their `?`. */
export const axisCommands: Readonly<Record<string, GcsCommand>> = {
  'SAI?': (_, axes) => [...axes.keys()],
  'CST?': each(({ stage }) => stage),
  'SVO?': each(({ servo }) => flag(servo.isOn)),
  SVO: set((axis, value) => axis.setServo(toFlag(value))),
  'RON?': each(({ needsReference }) => flag(needsReference)),
  RON: set((axis, value) => {
    axis.needsReference = toFlag(value);
  }),
  'POS?': each((axis) => units(axis, axis.servo.measured)),
  POS: set((axis, value) => axis.define(value)),
  'MOV?': each((axis) => units(axis, axis.target)),
  MOV: set(
    (axis, value) => axis.moveTo(value),
    (axis, value) => axis.expectMove(value),
  ),
  MVR: set(
    (axis, value) => axis.moveTo(axis.target + value),
    (axis, value) => axis.expectMove(axis.target + value),
  ),
  'ONT?': each(({ isOnTarget }) => flag(isOnTarget)),
  'VEL?': each((axis) => units(axis, axis.servo.velocity)),
  VEL: set(
    ({ servo }, value) => {
      servo.velocity = value;
    },
    ({ maxVelocity }, value) => {
      if (value <= 0 || value > maxVelocity) throw new GcsRefusal('velocity');
    },
  ),
  'ACC?': each((axis) => units(axis, axis.servo.acceleration)),
  ACC: ramp(),
  // This motor has one ramp for both.
  'DEC?': each((axis) => units(axis, axis.servo.acceleration)),
  DEC: ramp(),
  'TMN?': each((axis) => units(axis, axis.lower)),
  'TMX?': each((axis) => units(axis, axis.upper)),
  'LIM?': each(({ hasSwitches }) =>
    flag(hasSwitches.lower || hasSwitches.upper),
  ),
  'TRS?': each(() => '1'),
  'FRF?': each(({ isReferenced }) => flag(isReferenced)),
  FRF: search('home'),
  FNL: search('lower'),
  FPL: search('upper'),
  // A halt is a stop as far as ERR? is concerned (EPICS PI_GCS2 driver).
  HLT: (words, axes) => {
    for (const [, axis] of named(words, axes)) axis.stop({ isAbrupt: false });
    throw new GcsRefusal('stopped');
  },
  STP: (_, axes) => {
    for (const axis of axes.values()) axis.stop({ isAbrupt: true });
    throw new GcsRefusal('stopped');
  },
  'SRG?': (words, axes) => {
    const [name = '', register, ...rest] = words;
    if (register !== '1' || rest.length > 0) throw new GcsRefusal('range');
    return named([name], axes).map(
      ([key, axis]) => `${key} 1=0x${hex(axis.status)}`,
    );
  },
  'SPA?': (words, axes) => {
    if (words.length === 0) {
      return [...axes].flatMap(([key, axis]) =>
        [...parameters].map(([id, one]) => parameterLine(key, axis, id, one)),
      );
    }
    return groups(words, 2).map(([name = '', word = '']) => {
      const [[key, axis] = noAxis()] = named([name], axes);
      const [id, parameter] = toParameter(word);
      return parameterLine(key, axis, id, parameter);
    });
  },
  SPA: (words, axes) => {
    const orders = groups(words, 3).map(([name = '', word = '', text = '']) => {
      const [[, axis] = noAxis()] = named([name], axes);
      const [, { write }] = toParameter(word);
      if (!write) throw new GcsRefusal('readOnly');
      return { axis, write, value: toNumber(text) };
    });
    for (const { axis, write, value } of orders) write(axis, value);
    return done;
  },
};

/** The status word of `#4`: four hexadecimal digits for each axis, the first axis first. */
export function statusWord(axes: Axes): string {
  return `0x${[...axes.values()].map(({ status }) => hex(status)).join('')}`;
}

/** `#5`: the axes that move as bits, hexadecimal. */
export function movingAxes(axes: Axes): string {
  const mask = [...axes.values()].reduce(
    (word, { servo }, index) => word + (servo.axis.isMoving ? 2 ** index : 0),
    0,
  );
  return mask.toString(16).toUpperCase();
}

/** A query: the axes that are named, all when none is; a line for each. */
function each(read: (axis: Gcs2Axis) => string): GcsCommand {
  return (words, axes) =>
    named(words, axes).map(([key, axis]) => `${key}=${read(axis)}`);
}

/** A command of pairs `axis value`. All are checked before the first is carried out. */
function set(
  write: (axis: Gcs2Axis, value: number) => void,
  check?: (axis: Gcs2Axis, value: number) => void,
): GcsCommand {
  return (words, axes) => {
    const pairs = groups(words, 2);
    const found = named(
      pairs.map(([name = '']) => name),
      axes,
    );
    const orders = found.map(([, axis], index) => ({
      axis,
      value: toNumber(pairs[index]?.[1] ?? ''),
    }));
    for (const { axis, value } of orders) check?.(axis, value);
    for (const { axis, value } of orders) write(axis, value);
    return done;
  };
}

function ramp(): GcsCommand {
  return set(
    ({ servo }, value) => {
      servo.acceleration = value;
    },
    ({ maxAcceleration }, value) => {
      if (value <= 0 || value > maxAcceleration) throw new GcsRefusal('range');
    },
  );
}

function search(end: 'home' | 'lower' | 'upper'): GcsCommand {
  return (words, axes) => {
    const found = named(words, axes);
    for (const [, axis] of found) axis.expectSearch(end);
    for (const [, axis] of found) axis.search(end);
    return done;
  };
}

function named(words: readonly string[], axes: Axes): [string, Gcs2Axis][] {
  if (words.length === 0) return [...axes];
  if (new Set(words).size < words.length) throw new GcsRefusal('axisTwice');
  return words.map((key) => [key, axes.get(key) ?? noAxis()]);
}

function noAxis(): never {
  throw new GcsRefusal('axis');
}

function groups(words: readonly string[], size: number): string[][] {
  if (words.length === 0 || words.length % size !== 0) {
    throw new GcsRefusal('count');
  }
  return Array.from({ length: words.length / size }, (_, index) =>
    words.slice(index * size, (index + 1) * size),
  );
}

function parameterLine(
  key: string,
  axis: Gcs2Axis,
  id: number,
  { read }: Parameter,
): string {
  const value = read(axis);
  const text = typeof value === 'number' ? units(axis, value) : value;
  return `${key} 0x${id.toString(16).toUpperCase()}=${text}`;
}

function toParameter(word: string): [number, Parameter] {
  const id = /^(0x[\da-f]+|\d+)$/i.test(word) ? Number(word) : NaN;
  const parameter = parameters.get(id);
  if (!parameter) throw new GcsRefusal('unknownParameter');
  return [id, parameter];
}

function toNumber(word: string): number {
  const value = parseNumber(word);
  if (value === undefined) throw new GcsRefusal('number');
  return value;
}

function toFlag(value: number): boolean {
  if (value !== 0 && value !== 1) throw new GcsRefusal('range');
  return value === 1;
}

function flag(isSet: boolean): string {
  return isSet ? '1' : '0';
}

/** With as many decimals as the steps need, at least four. */
function units({ servo }: Gcs2Axis, value: number): string {
  const decimals = Math.ceil(Math.log10(servo.stepsPerUnit));
  const text = value.toFixed(Math.min(9, Math.max(4, decimals)));
  return Number(text) === 0 ? text.replace('-', '') : text;
}

function hex(word: number): string {
  return word.toString(16).toUpperCase().padStart(4, '0');
}
