import { isCollection, isMap, isScalar, type Document } from 'yaml';
import { BeamtimeError } from '../../contract/errors.ts';
import { isRecord } from './json-schema.ts';
import type { Path } from './types.ts';
import {
  beginOf,
  changeText,
  colonAfter,
  endOf,
  find,
  inline,
  isRepeated,
  keyText,
  lineEnd,
  lineStart,
  nextLine,
  readYaml,
  realPath,
  type Found,
  type Read,
  type Splice,
} from './yaml-text.ts';

/**
 * Sets a value. Tables are changed key by key, so that what stays the same stays as it is written.
 *
 * @param after the key behind which a new one is put; at the end where left out
 * @throws BeamtimeError `unsupported` where aliases are in the way
 */
export function setIn(
  text: string,
  path: Path,
  value: unknown,
  after?: string,
): string {
  const { document } = readYaml(text);
  const found = find(document, path);
  if (
    found?.node &&
    isRecord(value) &&
    isMap(found.node) &&
    found.node.items.length > 0
  ) {
    const old: unknown = found.node.toJS(document);
    const gone = isRecord(old)
      ? Object.keys(old).filter((key) => !(key in value))
      : [];
    const kept = Object.entries(value).reduce(
      (now, [key, inner]) => setIn(now, [...path, key], inner),
      text,
    );
    return gone.reduce((now, key) => removeIn(now, [...path, key]), kept);
  }
  if (found) {
    refuseRepeated(document, found, path);
    const isSame = found.node && sameScalar(found.node, value);
    return isSame ? text : replace(text, path, value);
  }
  const parent = path.slice(0, -1);
  const table = find(document, parent);
  if (
    parent.length > 0 &&
    !(table && isMap(table.node) && table.node.items.length > 0)
  ) {
    // The way is not there yet, or leads through something empty.
    return setIn(text, parent, { [String(path.at(-1))]: value });
  }
  return changeText(
    text,
    (whole) => whole.setIn(realPath(whole, path), value),
    (now) => {
      const map =
        parent.length === 0
          ? now.document.contents
          : find(now.document, parent)?.node;
      return isMap(map)
        ? addPair(now, map, String(path.at(-1)), value, after)
        : undefined;
    },
  );
}

/** Removes a key of a table, with the comments inside of it. What stands above it stays. */
export function removeIn(text: string, path: Path): string {
  const { document } = readYaml(text);
  const found = find(document, path);
  if (!found?.pair) return text;
  refuseRepeated(document, found, path);
  if (found.parent.items.length === 1) {
    return path.length === 1 ? text : replace(text, path.slice(0, -1), {});
  }
  return changeText(
    text,
    (whole) => void whole.deleteIn(realPath(whole, path)),
    (now) => {
      const there = find(now.document, path);
      return there && withoutPair(now, there);
    },
  );
}

/** Gives a key of a table another name, and leaves it where it is. */
export function renameKey(text: string, path: Path, name: string): string {
  return changeText(
    text,
    (document) => {
      const key = find(document, path)?.pair?.key;
      if (isScalar(key)) key.value = name;
    },
    ({ document }) => {
      const key = find(document, path)?.pair?.key;
      return isScalar(key) && key.range
        ? [{ from: key.range[0], to: key.range[1], text: keyText(name) }]
        : undefined;
    },
  );
}

/** @throws BeamtimeError `unsupported` where other places repeat what would change */
export function refuseRepeated(
  document: Document,
  { node }: Found,
  path: Path,
): void {
  if (node && isRepeated(document, node)) {
    throw new BeamtimeError(
      'unsupported',
      `${path.join(': ')} is repeated elsewhere through aliases (*). Change it in an editor, where it can be seen what else that changes.`,
    );
  }
}

function sameScalar(node: unknown, value: unknown): boolean {
  return isScalar(node) && node.value === value;
}

/** Puts another value in the place of what stands there. */
export function replace(text: string, path: Path, value: unknown): string {
  return changeText(
    text,
    (document) => document.setIn(realPath(document, path), value),
    (now) => {
      const found = find(now.document, path);
      if (!found) return undefined;
      const { pair, node } = found;
      const isFlow = isScalar(node)
        ? node.source !== '' || node.type !== 'PLAIN'
        : isCollection(node) && node.flow === true;
      const isBlockText = isScalar(node) && node.type?.startsWith('BLOCK');
      if (node && isFlow && !isBlockText) {
        return [
          {
            from: beginOf(node),
            to: endOf(now, node),
            text: inline(value, node),
          },
        ];
      }
      if (!pair) return undefined;
      const end = endOf(now, pair);
      const isOwnLine = now.text[end - 1] === '\n';
      return [
        {
          from: colonAfter(now, pair),
          to: end,
          text: ` ${inline(value)}${isOwnLine ? now.eol : ''}`,
        },
      ];
    },
  );
}

function addPair(
  now: Read,
  map: { items: unknown[]; flow?: boolean | undefined },
  key: string,
  value: unknown,
  after: string | undefined,
): Splice[] | undefined {
  const entry = `${keyText(key)}: ${inline(value)}`;
  const named = map.items.find((item) => isPairOf(item, after));
  const last = named ?? map.items.at(-1);
  if (last === undefined) return undefined;
  const end = endOf(now, last);
  const begin = beginOf(last);
  const indent = ' '.repeat(begin - lineStart(now, begin));
  if (!map.flow) {
    const at = now.text[end - 1] === '\n' ? end : lineEnd(now, end);
    return [
      now.text[end - 1] === '\n'
        ? { from: at, to: at, text: `${indent}${entry}${now.eol}` }
        : { from: at, to: at, text: `${now.eol}${indent}${entry}` },
    ];
  }
  const isOwnLine = now.text.slice(lineStart(now, begin), begin).trim() === '';
  if (!isOwnLine) return [{ from: end, to: end, text: `, ${entry}` }];
  const at = lineEnd(now, end);
  const comma = now.text.slice(end, at).trimStart().startsWith(',');
  return comma
    ? [{ from: at, to: at, text: `${now.eol}${indent}${entry},` }]
    : [
        { from: end, to: end, text: ',' },
        { from: at, to: at, text: `${now.eol}${indent}${entry}` },
      ];
}

function isPairOf(item: unknown, key: string | undefined): boolean {
  return (
    key !== undefined &&
    typeof item === 'object' &&
    item !== null &&
    'key' in item &&
    isScalar(item.key) &&
    item.key.value === key
  );
}

function withoutPair(now: Read, { parent, index, pair }: Found): Splice[] {
  const begin = beginOf(pair);
  const end = endOf(now, pair);
  const start = lineStart(now, begin);
  const isOwnLine = now.text.slice(start, begin).trim() === '';
  const rest = now.text.slice(end, lineEnd(now, end));
  if (isOwnLine && /^\s*,?\s*(#.*)?$/.test(rest)) {
    const to = now.text[end - 1] === '\n' ? end : nextLine(now, end);
    return [{ from: start, to, text: '' }];
  }
  const next = parent.items[index + 1];
  const before = parent.items[index - 1];
  if (parent.flow && next === undefined) {
    return [{ from: endOf(now, before), to: end, text: '' }];
  }
  const following = beginOf(next);
  const hasComment = now.text.slice(end, following).includes('#');
  // The first key after a dash: what follows moves up, unless there is a comment to keep.
  return [{ from: begin, to: hasComment ? end : following, text: '' }];
}
