import { numberIn, readInput } from '../../../contract/typed-number.ts';
import { isTable } from './entry.ts';

/** A number as it was typed; text where it is none, for the station to say what is wrong. Undefined: nothing. */
export function readNumber(text: string): number | string | undefined {
  return text.trim() === '' ? undefined : readInput(text);
}

/** A number, true, false, null or JSON where the text is one, else the text itself. Undefined: nothing. */
export function readFree(text: string): unknown {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const number = numberIn(trimmed);
  if (number !== undefined) return number;
  try {
    return JSON.parse(trimmed);
  } catch {
    return trimmed;
  }
}

/** The text that `readFree` reads as this value again. */
export function freeText(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' && readFree(value) === value
    ? value
    : JSON.stringify(value);
}

/** One thing a line. Undefined: no lines. */
export function readList(
  text: string,
  isText: boolean,
): readonly unknown[] | undefined {
  const items = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (isText ? line : readFree(line)));
  return items.length > 0 ? items : undefined;
}

/** The text that `readList` reads as this list again. */
export function listText(value: unknown, isText: boolean): string {
  if (!Array.isArray(value)) return freeText(value);
  return value
    .map((item) => (isText && typeof item === 'string' ? item : freeText(item)))
    .join('\n');
}

/** `name: text` a line. A text where a line has no colon, for the station to say what is wrong. Undefined: no lines. */
export function readPairs(
  text: string,
): Readonly<Record<string, string>> | string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length === 0) return undefined;
  const pairs = lines.flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0
      ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]]
      : [];
  });
  return pairs.length === lines.length ? Object.fromEntries(pairs) : text;
}

/** The text that `readPairs` reads as this table again. */
export function pairsText(value: unknown): string {
  if (!isTable(value)) return freeText(value);
  return Object.entries(value)
    .map(
      ([name, text]) =>
        `${name}: ${typeof text === 'string' ? text : freeText(text)}`,
    )
    .join('\n');
}
