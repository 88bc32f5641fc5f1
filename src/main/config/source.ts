import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type YAMLError,
} from 'yaml';
import type { Mistake, Path, PlacedMistake } from './types.ts';
import { cut } from './wording.ts';

/** A YAML text that knows where everything in it stands. */
export interface Source {
  /** What it is called in sentences. */
  readonly file: string;
  /** The document as plain values; `undefined` where the text is no YAML at all. */
  readonly value: unknown;
  /** Mistakes of YAML itself. */
  readonly mistakes: readonly PlacedMistake[];
  /** Whether the values can be trusted in spite of them. */
  readonly isReadable: boolean;
  /** Gives a mistake its line and column; where its place does not exist, that of the nearest thing around it. */
  place(mistake: Mistake): PlacedMistake;
  /** A scalar as it was typed: `0001`, not 1. */
  written(path: Path): string | undefined;
}

/** Parses a beamline file; `file` is what it is called in sentences. */
export function parseSource(raw: string, file: string): Source {
  // Some editors begin a file with a mark that nobody sees.
  const text = raw.replace(/^\uFEFF/, '');
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
  });
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const wrong = (message: string, offset: number) => ({
    path: [],
    at: 'value' as const,
    message,
    ...position(offset),
  });
  const mistakes = [
    ...[...worthSaying(document.errors), ...document.warnings].map((error) =>
      wrong(yamlSentence(error, text), beginOf(error, document)),
    ),
    ...lostAliases(document).map(({ name: whole, offset }) => {
      const name = cut(whole);
      return wrong(
        `There is no &${name} before this *${name}. Mark what is to be repeated with &${name}.`,
        offset,
      );
    }),
  ];
  const isSound =
    mistakes.length === document.errors.length &&
    !document.errors.some(isStructural);
  const value = isSound ? toValue(document) : undefined;
  if (isSound && value === undefined) {
    mistakes.push(
      wrong(
        'This file repeats itself too often through aliases (*). Write some of it out.',
        0,
      ),
    );
  }

  function find(path: Path) {
    let node: unknown = document.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    let keyOffset = offset;
    for (const step of path) {
      const within = isAlias(node) ? node.resolve(document) : node;
      if (isMap(within)) {
        const pair = within.items.find(
          ({ key }) => isScalar(key) && String(key.value) === String(step),
        );
        if (!pair) return { keyOffset: offset, offset, node: undefined };
        keyOffset = isScalar(pair.key)
          ? (pair.key.range?.[0] ?? offset)
          : offset;
        node = pair.value;
        offset = isNode(node) ? (node.range?.[0] ?? keyOffset) : keyOffset;
        if (isScalar(node) && node.value === null && node.source === '') {
          offset = keyOffset;
        }
      } else if (isSeq(within)) {
        const item = within.items[Number(step)];
        if (!isNode(item))
          return { keyOffset: offset, offset, node: undefined };
        node = item;
        offset = item.range?.[0] ?? offset;
        keyOffset = offset;
      } else {
        return { keyOffset: offset, offset, node: undefined };
      }
    }
    return { keyOffset, offset, node };
  }

  return {
    file,
    value,
    mistakes,
    isReadable: value !== undefined,
    place(mistake) {
      const { keyOffset, offset } = find(mistake.path);
      return {
        ...mistake,
        ...position(mistake.at === 'key' ? keyOffset : offset),
      };
    },
    written(path) {
      const { node } = find(path);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function isStructural({ code }: YAMLError): boolean {
  return code !== 'DUPLICATE_KEY';
}

/** What the parser says after the first mistake of structure is mostly a consequence of it. */
function worthSaying(errors: readonly YAMLError[]): readonly YAMLError[] {
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  const first = inOrder.findIndex(isStructural);
  return first === -1 ? errors : inOrder.slice(0, first + 1);
}

function isLeftOpen(error: YAMLError): boolean {
  return (
    error.code === 'MISSING_CHAR' || /^flow .* end with/i.test(error.message)
  );
}

/** Where a person has to look: a quote or bracket left open is noticed at its end, and mended at its begin. */
function beginOf(error: YAMLError, document: Document): number {
  const at = error.pos[0];
  if (!isLeftOpen(error)) return at;
  let begin = at;
  visit(document, {
    Node(_, node) {
      const isOpen =
        (isScalar(node) && node.type?.startsWith('QUOTE')) ||
        ((isMap(node) || isSeq(node)) && node.flow);
      const [from, , to] = node.range ?? [at, at, at];
      if (isOpen && from < at && at <= to) begin = from;
    },
  });
  return begin;
}

/** The document as plain values; `undefined` where aliases of aliases would make too much of it. */
function toValue(document: Document): unknown {
  try {
    const value: unknown = document.toJS();
    return value ?? null;
  } catch {
    return undefined;
  }
}

/** Aliases whose anchor is missing: the parser takes them, and fails when it makes values of them. */
function lostAliases(document: Document): { name: string; offset: number }[] {
  const lost: { name: string; offset: number }[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document)) {
        lost.push({ name: alias.source, offset: alias.range?.[0] ?? 0 });
      }
    },
  });
  return lost;
}

function yamlSentence(error: YAMLError, text: string): string {
  const at = text.slice(error.pos[0], error.pos[1]).split('\n')[0] ?? '';
  if (isLeftOpen(error)) {
    return 'What begins here has no end. Close every quote and bracket.';
  }
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `The key ${keyAt(text, error.pos[0])} stands here a second time. Keep one of them, or give this one another name.`;
    case 'MULTIPLE_DOCS':
      return 'A second document begins here. One file describes one beamline; remove this line.';
    case 'TAB_AS_INDENT':
      return 'A tab indents this line. Use spaces.';
    case 'BAD_INDENT':
      return 'This line is not indented like its neighbours. Keys of one level start in the same column.';
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return 'This is not YAML: a line has two colons, or the line before it lacks one. Put text with a colon in quotes.';
    default:
      return `This is not YAML${at === '' ? '' : ` ("${cut(at)}")`}: ${lower(cutQuotes(error.message))}.`;
  }
}

function keyAt(text: string, offset: number): string {
  return cut(/^[^:\s]+/.exec(text.slice(offset))?.[0] ?? '');
}

/** The parser quotes what it stumbled over, however long it is. */
function cutQuotes(message: string): string {
  return message
    .replace(
      /(["'`])([^"'`]{41,})\1/g,
      (_, quote: string, text: string) => `${quote}${cut(text)}${quote}`,
    )
    .slice(0, 200);
}

function lower(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}
