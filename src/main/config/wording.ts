import { closeNames } from '../device/registry.ts';

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a table of keys and values',
  record: 'a table of keys and values',
  array: 'a list',
  tuple: 'a list',
  null: 'nothing',
};

/** A type of zod in words. */
export function inWords(expected: string): string {
  return words[expected] ?? expected;
}

/** Text of the file as it is quoted in a sentence: its first 40 characters. */
export function cut(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)}...`;
}

/** A value as a person sees it in the file. */
export function shown(value: unknown, written: string | undefined): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a table of keys and values';
  if (typeof value === 'string') return `the text "${cut(value)}"`;
  if (typeof value === 'number' && !Number.isFinite(value)) {
    const why = Number.isNaN(value) ? 'which is none' : 'which has no end';
    return `${written ?? String(value)}, ${why}`;
  }
  return typeof value === 'number'
    ? `the number ${written ?? String(value)}`
    : (written ?? JSON.stringify(value));
}

/** How the value would be written rightly, where that can be guessed. */
export function correction(
  expected: string,
  value: unknown,
  written: string | undefined,
): string {
  if (
    expected === 'string' &&
    (typeof value === 'number' || typeof value === 'boolean')
  ) {
    return ` Put it in quotes: '${written ?? String(value)}'.`;
  }
  if (expected === 'number' && typeof value === 'string') {
    const number = /^\s*([+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?)\s*(\S.*)?$/i.exec(
      value,
    );
    if (number?.[1])
      return ` Write ${number[1].replace(',', '.')}${number[2] ? ' without a unit' : ''}.`;
  }
  return '';
}

/** The choice that comes close, or all of them. */
export function suggest(value: unknown, choices: readonly unknown[]): string {
  const close =
    typeof value === 'string' ? closeNames(value, choices.map(String)) : [];
  return close.length > 0 ? `Did you mean ${listed(close)}?` : oneOf(choices);
}

/** All choices, as a sentence. */
export function oneOf(choices: readonly unknown[]): string {
  return choices.length === 1
    ? `It is ${String(choices[0])}.`
    : `It is one of ${choices.map(String).join(', ')}.`;
}

/** `a or b`. */
export function listed(names: readonly string[]): string {
  return names.join(' or ');
}
