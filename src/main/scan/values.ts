import type { z } from 'zod';
import { isBeamtimeError } from '../../contract/errors.ts';
import { numberIn, readInput } from '../../contract/typed-number.ts';
import { toUnit } from '../device/units.ts';
import { fieldOf, type Widget } from './fields.ts';

/**
 * Brings what a form or a typed line gives for one parameter into the form that the schema expects: `'0.5'` becomes
 * 0.5, `'0.5 cm'` becomes `'0.5cm'`, `'i0,i1'` a list. What makes no sense stays as it is: the schema refuses it in words.
 */
export function coerce(widget: Widget, value: unknown): unknown {
  switch (widget) {
    case 'axis':
      return typeof value === 'string' ? value.trim() : value;
    case 'position':
    case 'count':
      return readNumber(value);
    case 'seconds':
      return readSeconds(value);
    case 'flag':
      return readFlag(value);
    case 'detectors':
      return readNames(value);
  }
}

/** All parameters of a request, coerced; those the type does not know stay, so that they can be named. */
export function coerceAll(
  schema: z.ZodObject,
  params: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      const field = fieldOf(schema, name);
      return [name, field ? coerce(field.widget, value) : value];
    }),
  );
}

/** Writes a value as one token of a typed line. */
export function token(value: unknown): string {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

function readNumber(value: unknown): unknown {
  if (typeof value === 'number') return Object.is(value, -0) ? 0 : value;
  if (typeof value !== 'string') return value;
  const read = readInput(value);
  if (typeof read === 'number') return readNumber(read);
  const text = read.replaceAll(/\s+/g, '');
  const number = numberIn(text);
  return number === undefined ? text : readNumber(number);
}

function readSeconds(value: unknown): unknown {
  const plain = readNumber(value);
  if (typeof plain !== 'string') return plain;
  try {
    return toUnit(plain, 's');
  } catch (error) {
    if (isBeamtimeError(error)) return plain;
    throw error;
  }
}

function readFlag(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const word = value.trim().toLowerCase();
  if (['yes', 'true', 'on', '1'].includes(word)) return true;
  if (['no', 'false', 'off', '0', ''].includes(word)) return false;
  return value;
}

function readNames(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
