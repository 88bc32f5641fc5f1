import { isDeepStrictEqual } from 'node:util';
import {
  Document,
  isAlias,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  parseDocument,
  Scalar,
  visit,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Path } from './types.ts';

/** A stretch of a text, and what stands there instead. */
export interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A document and the text it was read from; positions count in the text. */
export interface Read {
  readonly text: string;
  readonly document: Document;
  /** What ends a line. */
  readonly eol: string;
}

/** Reads a text to be edited. */
export function readYaml(raw: string): Read {
  const text = withoutMark(raw);
  return {
    text,
    document: parseDocument(text, { logLevel: 'error' }),
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

/**
 * Makes one change to a text, so that every other byte stays what it is. The library's document says what the values
 * have to be afterwards; where the small change would not lead there, the library writes the whole document, comments
 * included, in its own layout.
 *
 * @param inDocument the change, made to the document
 * @param inText the same as stretches of the text; `undefined` where there is no small way
 */
export function changeText(
  text: string,
  inDocument: (document: Document) => void,
  inText: (read: Read) => readonly Splice[] | undefined,
): string {
  const plain = withoutMark(text);
  const mark = text.slice(0, text.length - plain.length);
  const { document } = readYaml(plain);
  inDocument(document);
  const wanted: unknown = document.toJS();
  const splices = inText(readYaml(plain));
  const changed = splices && applySplices(plain, splices);
  if (changed !== undefined) {
    const { document: after } = readYaml(changed);
    const values: unknown = after.toJS();
    if (after.errors.length === 0 && isDeepStrictEqual(values, wanted)) {
      return mark + changed;
    }
  }
  return mark + document.toString({ lineWidth: 0, singleQuote: true });
}

/** Some editors begin a file with a mark that nobody sees. */
function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, '');
}

function applySplices(text: string, splices: readonly Splice[]): string {
  return [...splices]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (now, splice) =>
        now.slice(0, splice.from) + splice.text + now.slice(splice.to),
      text,
    );
}

/** What stands at a place: the table or list around it, and the entry itself. */
export interface Found {
  readonly parent: YAMLMap | YAMLSeq;
  readonly index: number;
  /** In a table. */
  readonly pair: Pair | undefined;
  readonly node: Node | undefined;
}

/**
 * Finds a place in a document; `undefined` where there is none.
 *
 * @throws BeamtimeError `unsupported` where the way leads through an alias: a change there would change other places
 */
export function find(document: Document, path: Path): Found | undefined {
  let node: unknown = document.contents;
  let found: Found | undefined;
  for (const step of path) {
    if (isAlias(node)) {
      throw new BeamtimeError(
        'unsupported',
        `${path.join(': ')} is written once and repeated by the alias *${node.source}. Change it in an editor, where it can be seen what else that changes.`,
      );
    }
    if (isMap(node)) {
      const index = node.items.findIndex(
        ({ key }) => isScalar(key) && String(key.value) === String(step),
      );
      const pair = node.items[index];
      if (!pair) return undefined;
      found = {
        parent: node,
        index,
        pair,
        node: isNode(pair.value) ? pair.value : undefined,
      };
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!isNode(item)) return undefined;
      found = {
        parent: node,
        index: Number(step),
        pair: undefined,
        node: item,
      };
    } else return undefined;
    node = found.node;
  }
  return found;
}

/** A way with the keys as the document has them: 1 where it says `1:`. */
export function realPath(document: Document, path: Path): unknown[] {
  return path.map((step, index) => {
    const key = find(document, path.slice(0, index + 1))?.pair?.key;
    return isScalar(key) ? key.value : step;
  });
}

/** Whether other places of the document repeat something that stands in this node. */
export function isRepeated(document: Document, node: Node): boolean {
  const anchors = new Set<string>();
  visit(node, {
    Node(_, inner) {
      if ('anchor' in inner && typeof inner.anchor === 'string')
        anchors.add(inner.anchor);
    },
  });
  let isNamed = false;
  visit(document, {
    Alias(_, alias) {
      if (anchors.has(alias.source)) isNamed = true;
    },
  });
  return isNamed;
}

/** Where the content of a node or pair begins. */
export function beginOf(item: unknown): number {
  const node = isPair(item) ? item.key : item;
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

/** Where the content of a node or pair ends, before comments and blank lines that follow. */
export function endOf(read: Read, item: unknown): number {
  if (isPair(item)) {
    const isEmpty =
      !isNode(item.value) ||
      (isScalar(item.value) &&
        item.value.source === '' &&
        item.value.type === 'PLAIN');
    return isEmpty ? colonAfter(read, item) : endOf(read, item.value);
  }
  if (isCollection(item) && !item.flow && item.items.length > 0) {
    return endOf(read, item.items.at(-1));
  }
  return isNode(item) ? (item.range?.[1] ?? 0) : 0;
}

/** The place behind the colon of a key. */
export function colonAfter({ text }: Read, { key }: Pair): number {
  const end = isNode(key) ? (key.range?.[1] ?? 0) : 0;
  const colon = text.indexOf(':', end);
  return colon === -1 ? end : colon + 1;
}

/** Where the line begins in which a position lies. */
export function lineStart({ text }: Read, position: number): number {
  return text.lastIndexOf('\n', position - 1) + 1;
}

/** Where that line ends, before its line break. */
export function lineEnd({ text }: Read, position: number): number {
  const end = text.indexOf('\n', position);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' && end > position ? end - 1 : end;
}

/** Where the next line begins. */
export function nextLine({ text }: Read, position: number): number {
  const end = text.indexOf('\n', position);
  return end === -1 ? text.length : end + 1;
}

/** A value on one line, as people write it: `{ tcp: 'a:1' }`, `[1, 2]`. `like`: quotes as in a text that stood there. */
export function inline(value: unknown, like?: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => inline(item)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const items = Object.entries(value).map(
      ([key, item]) => `${keyText(key)}: ${inline(item)}`,
    );
    return items.length === 0 ? '{}' : `{ ${items.join(', ')} }`;
  }
  const scalar = new Scalar(value);
  if (isScalar(like) && like.type?.startsWith('QUOTE')) scalar.type = like.type;
  // YAML takes a colon in the middle of a word, people stumble over it.
  else if (typeof value === 'string' && value.includes(':'))
    scalar.type = 'QUOTE_SINGLE';
  return plainText(scalar);
}

/** A key as people write it: a board number without quotes. */
export function keyText(key: string): string {
  return /^\d+$/.test(key) ? key : plainText(new Scalar(key));
}

function plainText(scalar: Scalar): string {
  // Inside of a list on one line every text is safe wherever it is put.
  const document = new Document([]);
  if (isSeq(document.contents)) {
    document.contents.flow = true;
    document.contents.items.push(scalar);
  }
  return document
    .toString({ lineWidth: 0, flowCollectionPadding: false, singleQuote: true })
    .trim()
    .slice(1, -1);
}
