import { isSeq } from 'yaml';
import { isRecord } from './json-schema.ts';
import type { Path } from './types.ts';
import { refuseRepeated, replace } from './yaml-edits.ts';
import {
  beginOf,
  changeText,
  colonAfter,
  endOf,
  find,
  inline,
  keyText,
  lineEnd,
  lineStart,
  nextLine,
  readYaml,
  type Read,
} from './yaml-text.ts';

/** An entry of a list that is written line by line: its lines, and where its dash stands. */
interface Lines {
  readonly from: number;
  readonly to: number;
  readonly indent: number;
}

/** Puts a copy of an entry behind it, comments inside of it included. */
export function duplicateItem(text: string, list: Path, index: number): string {
  return changeText(
    text,
    (document) => {
      const items = find(document, list)?.node;
      const item = find(document, [...list, index])?.node;
      if (isSeq(items) && item) {
        items.items.splice(index + 1, 0, item.clone());
      }
    },
    (now) => {
      const lines = linesOf(now, list, index);
      if (!lines) return undefined;
      const own = now.text.slice(lines.from, lines.to);
      const copy = own.endsWith('\n') ? own : `${now.eol}${own}`;
      return [
        {
          from: lines.to,
          to: lines.to,
          text: blankBetween(now, list, index) + copy,
        },
      ];
    },
  );
}

/** Removes an entry of a list with the comments inside of it. What stands above it stays. */
export function removeItem(text: string, list: Path, index: number): string {
  const { document } = readYaml(text);
  const found = find(document, [...list, index]);
  if (!found) return text;
  refuseRepeated(document, found, [...list, index]);
  if (found.parent.items.length === 1) return replace(text, list, []);
  return changeText(
    text,
    (whole) => void whole.deleteIn([...list, index]),
    (now) => {
      const lines = linesOf(now, list, index);
      if (!lines) return undefined;
      const isBlankBefore = /\n\s*\n$/.test(now.text.slice(0, lines.from));
      const blankAfter = /^[ \t]*\r?\n/.exec(now.text.slice(lines.to))?.[0];
      const more = isBlankBefore && blankAfter ? blankAfter.length : 0;
      return [{ from: lines.from, to: lines.to + more, text: '' }];
    },
  );
}

/** Adds an entry to a list, behind the one with this index or at the end; makes the list where there is none. */
export function addItem(
  text: string,
  list: Path,
  value: Readonly<Record<string, unknown>>,
  behind?: number,
): string {
  const { document } = readYaml(text);
  const items = find(document, list)?.node;
  if (!isSeq(items) || items.items.length === 0) {
    return addFirst(text, list, value);
  }
  const index = behind ?? items.items.length - 1;
  return changeText(
    text,
    (whole) => {
      const there = find(whole, list)?.node;
      if (isSeq(there))
        there.items.splice(index + 1, 0, whole.createNode(value));
    },
    (now) => {
      const lines = linesOf(now, list, index);
      if (!lines) return undefined;
      const isOpen = !now.text.slice(0, lines.to).endsWith('\n');
      return [
        {
          from: lines.to,
          to: lines.to,
          text:
            (isOpen ? now.eol : '') +
            blankBetween(now, list, index) +
            block(value, lines.indent, now.eol),
        },
      ];
    },
  );
}

function addFirst(
  text: string,
  list: Path,
  value: Readonly<Record<string, unknown>>,
): string {
  return changeText(
    text,
    (document) => document.setIn(list, [value]),
    (now) => {
      const pair = find(now.document, list)?.pair;
      const entry = block(value, 2, now.eol);
      if (pair) {
        const from = colonAfter(now, pair);
        const to = endOf(now, pair);
        return [{ from, to, text: `${now.eol}${entry.trimEnd()}` }];
      }
      const isOpen = now.text !== '' && !now.text.endsWith('\n');
      return [
        {
          from: now.text.length,
          to: now.text.length,
          text: `${isOpen ? now.eol : ''}${String(list.at(-1))}:${now.eol}${entry}`,
        },
      ];
    },
  );
}

/** An entry line by line: tables in lines of their own unless they are short and flat. */
function block(
  value: Readonly<Record<string, unknown>>,
  indent: number,
  eol: string,
): string {
  const lines = tableLines(value).map(
    (line, index) => ' '.repeat(indent) + (index === 0 ? '- ' : '  ') + line,
  );
  return lines.map((line) => line + eol).join('');
}

function tableLines(table: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const isDeep =
      isRecord(value) &&
      Object.keys(value).length > 0 &&
      (inline(value).length > 70 || Object.values(value).some(isRecord));
    return isDeep
      ? [`${keyText(key)}:`, ...tableLines(value).map((line) => `  ${line}`)]
      : [`${keyText(key)}: ${inline(value)}`];
  });
}

function linesOf(now: Read, list: Path, index: number): Lines | undefined {
  const items = find(now.document, list)?.node;
  if (!isSeq(items) || items.flow) return undefined;
  const item = items.items[index];
  if (item === undefined) return undefined;
  const before =
    index === 0 ? beginOf(items) : endOf(now, items.items[index - 1]);
  const between = now.text.slice(lineStart(now, before), beginOf(item));
  const dashes = [...between.matchAll(/^([ \t]*)-(?=\s|$)/gm)];
  const dash = dashes.at(-1);
  if (!dash) return undefined;
  const indent = dash[1]?.length ?? 0;
  const end = endOf(now, item);
  let to = now.text[end - 1] === '\n' ? end : nextLine(now, end);
  // Comments that are indented like its keys belong to it.
  for (;;) {
    const line = now.text.slice(to, lineEnd(now, to));
    const comment = /^([ \t]+)#/.exec(line);
    if (!comment || (comment[1]?.length ?? 0) <= indent) break;
    to = nextLine(now, to);
  }
  return { from: lineStart(now, before) + dash.index, to, indent };
}

/** A blank line where there is one between the entries already. */
function blankBetween(now: Read, list: Path, index: number): string {
  const own = linesOf(now, list, index);
  const other = linesOf(now, list, index > 0 ? index - 1 : index + 1);
  if (!own || !other) return '';
  const [first, second] = own.from < other.from ? [own, other] : [other, own];
  return /^\s*$/m.test(
    now.text.slice(first.to, second.from).replace(/\r?\n$/, ''),
  ) && second.from > first.to
    ? now.eol
    : '';
}
