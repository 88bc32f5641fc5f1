import { GalilRefusal } from './galil-errors.ts';
import type { GalilAxis } from './galil-axis.ts';
import { parseNumber } from './numbers.ts';

export type GalilAxes = ReadonlyMap<string, GalilAxis>;

/** One axis of a command and the text that is for it. */
export interface Operand {
  readonly axis: GalilAxis;
  readonly text: string;
}

const letters = 'ABCDEFGH';
/** The first four axes have other names too. */
const aliases: Readonly<Record<string, string>> = {
  X: 'A',
  Y: 'B',
  Z: 'C',
  W: 'D',
};

/** The axis of a letter. */
export function axisOf(letter: string, axes: GalilAxes): GalilAxis {
  const axis = axes.get(aliases[letter] ?? letter);
  if (!axis) throw new GalilRefusal(4);
  return axis;
}

/** `AB`, or nothing for all of them. */
export function listed(argument: string, axes: GalilAxes): GalilAxis[] {
  if (argument === '') return [...axes.values()];
  if (!/^[A-HW-Z]+$/.test(argument)) throw new GalilRefusal(4);
  return Array.from(argument).map((letter) => axisOf(letter, axes));
}

/** `A=1000`, or by place: `1000,,?`. */
export function operands(argument: string, axes: GalilAxes): Operand[] {
  const single = /^([A-HW-Z])\s*=\s*(.+)$/.exec(argument);
  if (single) {
    const [, letter = '', text = ''] = single;
    return [{ axis: axisOf(letter, axes), text }];
  }
  const places = argument
    .split(',')
    .map((text, index) => ({ text: text.trim(), letter: letters[index] ?? '' }))
    .filter(({ text }) => text !== '');
  if (places.length === 0) throw new GalilRefusal(4);
  return places.map(({ text, letter }) => ({
    axis: axisOf(letter, axes),
    text,
  }));
}

/** A number among the operands. */
export function toValue(text: string): number {
  const value = parseNumber(text);
  if (value === undefined) throw new GalilRefusal(4);
  return value;
}

/** A count among the operands. */
export function toCounts(text: string, most: number): number {
  const value = Math.round(toValue(text));
  if (Math.abs(value) > most) throw new GalilRefusal(6);
  return value;
}
