import {
  create,
  createUnitDependencies,
  unitDependencies,
  type FactoryFunctionMap,
} from 'mathjs';
import { BeamtimeError } from '../../contract/errors.ts';

/**
 * A number in `unit` from what somebody gave: a number (already in `unit`) or text such as `0.5`, `0.5 cm`, `20um`.
 * A minus may be a hyphen or a real one, as it stands in sentences. `''` is the unit of pure numbers; `%` is a hundredth of it; `cts` are counts.
 *
 * @throws BeamtimeError `parameter` when it is not a finite number, `unit` when the unit is unknown or does not fit
 */
export function toUnit(input: number | string, unit: string): number {
  if (typeof input === 'number') return finite(input);
  const match = NUMBER_AND_UNIT.exec(input.replaceAll('\u2212', '-'));
  if (!match?.[1]) {
    throw new BeamtimeError(
      'parameter',
      `"${input}" is not a number. Type a number${unit && `, or a number with a unit such as "0.5 ${unit}"`}.`,
    );
  }
  const value = finite(Number(match[1]));
  const given = match[2] ?? '';
  return given === '' || given === unit ? value : convert(value, given, unit);
}

/**
 * Converts a value from one unit to another.
 *
 * @throws BeamtimeError `unit` when one of them is unknown or they do not measure the same thing
 */
export function convert(value: number, from: string, to: string): number {
  if (canonical(from) === canonical(to)) return value;
  const fromFactor = pureFactor(from);
  const toFactor = pureFactor(to);
  if (fromFactor !== undefined && toFactor !== undefined) {
    return rounded((value * fromFactor) / toFactor);
  }
  if (!isUnit(from)) {
    throw new BeamtimeError(
      'unit',
      `"${from}" is not a unit known here. Give ${to === '' ? 'a plain number' : `the value in ${to}`}.`,
    );
  }
  if (fromFactor !== undefined || toFactor !== undefined) {
    throw doesNotFit(from, to);
  }
  try {
    return rounded(math.unit(value, canonical(from)).toNumber(canonical(to)));
  } catch (cause) {
    throw doesNotFit(from, to, cause);
  }
}

/** Whether a unit is known: any of mathjs (SI with prefixes, `deg`, `eV`, `inch`...), `cts`, `%`, `µm`, `°`, and none (`''`). */
export function isUnit(unit: string): boolean {
  if (pureFactor(unit) !== undefined) return true;
  try {
    math.unit(1, canonical(unit));
    return /^[A-Za-z]/.test(canonical(unit));
  } catch {
    return false;
  }
}

/**
 * For sentences: `-12.5, 3, 'mm'` -> `−12.500 mm`, with a real minus as the page has it. Very large or small numbers are
 * shown with an exponent.
 */
export function formatQuantity(
  value: number,
  decimals: number,
  unit: string,
): string {
  const size = Math.abs(value);
  const number =
    size !== 0 && (size >= 1e9 || size < 0.5 * 10 ** -decimals)
      ? value.toPrecision(4)
      : value.toFixed(decimals);
  return unit ? `${withMinus(number)} ${unit}` : withMinus(number);
}

/** A number as it is, for sentences: with a real minus. What can be typed again, such as a scan's line, keeps its hyphen. */
export function formatPlain(value: number): string {
  return withMinus(String(value));
}

/** How many, for sentences: with thin spaces from five digits on, as the page has it. */
export function formatCount(count: number): string {
  const digits = String(count);
  return digits.length > 4
    ? digits.replace(/\B(?=(\d{3})+$)/g, '\u2009')
    : digits;
}

function withMinus(number: string): string {
  return number.replace(/^-/, '\u2212');
}

const NUMBER_AND_UNIT =
  /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d.,+-][^\s,]*)?\s*$/;

const needed: FactoryFunctionMap = {
  ...unitDependencies,
  ...createUnitDependencies,
};
const math = create(needed);
math.createUnit('cts', { aliases: ['counts', 'count', 'ct'] });

const ALIASES: Readonly<Record<string, string>> = {
  '°': 'deg',
  '°C': 'degC',
  '°F': 'degF',
  Å: 'angstrom',
  sec: 's',
  min: 'minute',
  h: 'hour',
};

function canonical(unit: string): string {
  // Both micro signs of Unicode and the Kelvin-sign look-alike of Å are typed by people's keyboards.
  const plain = unit.trim().normalize('NFC').replace(/^[µμ]/u, 'u');
  return ALIASES[plain] ?? plain;
}

/** The factor of units without a dimension. */
function pureFactor(unit: string): number | undefined {
  const plain = unit.trim();
  if (plain === '') return 1;
  return plain === '%' ? 0.01 : undefined;
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value;
  throw new BeamtimeError(
    'parameter',
    `${Number.isNaN(value) ? 'NaN' : 'Infinity'} is not a number that can be set. Give a finite number.`,
  );
}

/** Takes the rounding noise of the conversion factors off: 1 mm is 1000 um, not 1000.0000000000001. */
function rounded(value: number): number {
  return Number(value.toPrecision(14));
}

function doesNotFit(from: string, to: string, cause?: unknown): BeamtimeError {
  return new BeamtimeError(
    'unit',
    to === ''
      ? `This is a number without a unit; ${unitInWords(from)} does not belong here. Leave the unit out.`
      : `A value in ${unitInWords(from)} does not convert to ${to}. Give it in ${to}, or in a unit that converts to it.`,
    { detail: { from, to }, cause },
  );
}

function unitInWords(unit: string): string {
  return unit === '' ? 'no unit' : unit;
}
