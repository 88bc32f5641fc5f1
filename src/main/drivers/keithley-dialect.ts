import { BeamtimeError } from '../../contract/errors.ts';
import { readable } from '../base/text-pattern.ts';
import type { MeterFields } from './keithley-fields.ts';
import type { MeterChoice, MeterNumber } from './keithley-settings.ts';

/** What the family sends where a reading is beyond its range. */
const OVERFLOW = 9e37;

/** Ranges measure 5 % beyond their name, and some models name that end when asked. */
const HEADROOM = 1.06;

/** A reading as the meter sent it: NaN where there is none, with the reason. */
export interface MeterReading {
  readonly value: number;
  readonly message: string | null;
}

/** What the models of the family do not have in common. */
export interface MeterDialect {
  readonly driver: string;
  /** What it calls itself. */
  readonly model: string;
  /** Root of the commands of what is measured. */
  readonly root: 'CURR' | 'VOLT';
  readonly base: 'A' | 'V';
  /** Of one reading, in mains periods. */
  readonly longestNplc: number;
  /** Sent at each connect, before the settings. */
  readonly setUp: readonly string[];
  readonly settings: readonly (MeterChoice | MeterNumber)[];
  /** Commands and questions that measure its zero and take it off from then on; none where it has no such thing. */
  readonly zero: readonly string[];
  readonly read: (reply: string) => MeterReading;
}

/** `+1.040564E-06A` -> 1.040564e-6; beyond the range -> NaN. The field may end with its unit. */
export function fieldOf(reply: string, index: number): number {
  const field = reply.split(',')[index] ?? '';
  const match =
    /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)\s*[A-Z]*\s*$/i.exec(field);
  if (!match) {
    throw new BeamtimeError(
      'protocol',
      `The meter answered with "${readable(reply)}" instead of a number.`,
    );
  }
  const value = Number(match[1]);
  return Math.abs(value) >= OVERFLOW ? NaN : value;
}

/** Why there is no value, in words. */
export function overloadOf(base: 'A' | 'V'): string {
  return base === 'A'
    ? 'Overload: the current is beyond the range. Choose a larger range, or weaken the beam.'
    : 'Overload: the voltage is beyond the range. Choose a larger range.';
}

/** The ranges of a meter as one setting: `auto`, or one of those in `ends`. */
export function rangeSetting(
  { root, base }: Pick<MeterDialect, 'root' | 'base'>,
  ends: readonly number[],
  initial: number | 'auto',
): MeterChoice {
  const fixed = ends.map((end): [string, string[]] => [
    rangeName(end, base),
    [`${root}:RANG ${end}`],
  ]);
  const named = (value: number) =>
    rangeName(
      ends.find((end) => value <= end * HEADROOM) ?? Math.max(...ends),
      base,
    );
  return {
    name: 'range',
    help: 'Measures up to here. auto: the instrument chooses, and takes longer.',
    options: { auto: [`${root}:RANG:AUTO ON`], ...Object.fromEntries(fixed) },
    initial: initial === 'auto' ? initial : named(initial),
    query: `${root}:RANG:AUTO?;:${root}:RANG?`,
    read(reply) {
      const [auto = '', range = ''] = reply.split(';');
      return fieldOf(auto, 0) === 1 ? 'auto' : named(fieldOf(range, 0));
    },
  };
}

/** How long one reading is. An exposure sets it, too. */
export function integrationSetting(
  root: string,
  lineHz: number,
  longestNplc: number,
): MeterNumber {
  return {
    name: INTEGRATION,
    help: 'Time that one reading integrates. Each count of a scan sets it to the exposure.',
    unit: 's',
    decimals: 4,
    lower: SHORTEST_NPLC / lineHz,
    upper: longestNplc / lineHz,
    initial: Math.min(5, longestNplc) / lineHz,
    write: (seconds) => nplcCommand(root, seconds * lineHz),
    query: `${root}:NPLC?`,
    read: (reply) => Number((fieldOf(reply, 0) / lineHz).toPrecision(6)),
  };
}
export const INTEGRATION = 'integration';
export const SHORTEST_NPLC = 0.01;

export function nplcCommand(root: string, nplc: number): string {
  return `${root}:NPLC ${Number(nplc.toPrecision(6))}`;
}

/** The instrument's own averaging. */
export function filterSettings({
  filter,
  filterCount,
}: MeterFields): readonly (MeterChoice | MeterNumber)[] {
  return [
    {
      name: 'filterCount',
      help: 'Readings that the filter averages.',
      unit: '',
      decimals: 0,
      lower: 2,
      upper: 100,
      initial: filterCount,
      write: (count) => `AVER:COUN ${Math.round(count)}`,
      query: 'AVER:COUN?',
      read: (reply) => fieldOf(reply, 0),
    },
    {
      name: 'filter',
      help: 'repeating: each value is the mean of new readings, and takes as many times longer; moving: of the last ones.',
      options: {
        off: ['AVER:STAT OFF'],
        repeating: ['AVER:TCON REP', 'AVER:STAT ON'],
        moving: ['AVER:TCON MOV', 'AVER:STAT ON'],
      },
      initial: filter,
      query: 'AVER:STAT?;:AVER:TCON?',
      read(reply) {
        const [state = '', kind = ''] = reply.split(';');
        if (fieldOf(state, 0) === 0) return 'off';
        return /^\s*REP/i.test(kind) ? 'repeating' : 'moving';
      },
    },
  ];
}

/** Something that is on or off. */
export function switchSetting(
  command: string,
  facts: {
    readonly name: string;
    readonly help: string;
    readonly initial?: 'on' | 'off';
  },
): MeterChoice {
  return {
    ...facts,
    options: { on: [`${command} ON`], off: [`${command} OFF`] },
    query: `${command}?`,
    read: (reply) => (fieldOf(reply, 0) === 1 ? 'on' : 'off'),
  };
}

/** 2e-9, A -> `2 nA`. */
function rangeName(end: number, base: string): string {
  const prefixes: [string, number][] = [
    ['p', 1e-12],
    ['n', 1e-9],
    ['u', 1e-6],
    ['m', 1e-3],
    ['', 1],
  ];
  const [prefix, size] = prefixes.findLast(
    ([, unit]) => end >= unit * 0.999,
  ) ?? ['', 1];
  return `${Number((end / size).toPrecision(6))} ${prefix}${base}`;
}
