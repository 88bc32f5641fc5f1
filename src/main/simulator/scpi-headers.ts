/** What an SCPI command answers: text for a query, nothing for a setting. */
export type ScpiAnswer = string | undefined | Promise<string | undefined>;

/** Carries a command out; `args` as they were written, without quotes. */
export type ScpiCommand = (args: readonly string[]) => ScpiAnswer;

/** A header taken apart, and its command. */
export interface Entry {
  readonly nodes: readonly {
    readonly short: string;
    readonly long: string;
    readonly isOptional: boolean;
  }[];
  readonly isQuery: boolean;
  readonly command: ScpiCommand;
}

/** Takes the headers of an instrument apart. */
export function buildTable(
  commands: Readonly<Record<string, ScpiCommand>>,
): Entry[] {
  return Object.entries(commands).map(([header, command]) => ({
    isQuery: header.endsWith('?'),
    nodes: [...header.matchAll(/(\[)?:?(\*?[A-Za-z]+)\]?/g)].map((match) => ({
      isOptional: match[1] !== undefined,
      short: (match[2] ?? '').replace(/[a-z]/g, ''),
      long: (match[2] ?? '').toUpperCase(),
    })),
    command,
  }));
}

/** The command a header means; `undefined` = nobody knows it. */
export function find(
  table: readonly Entry[],
  header: string,
): ScpiCommand | undefined {
  const isQuery = header.endsWith('?');
  const words = header.replace('?', '').toUpperCase().split(':');
  return table.find(
    (entry) => entry.isQuery === isQuery && fits(entry.nodes, words),
  )?.command;
}

function fits(nodes: Entry['nodes'], words: readonly string[]): boolean {
  const [node, ...rest] = nodes;
  const [word, ...others] = words;
  if (!node) return words.length === 0;
  const isSame = word === node.short || word === node.long;
  return (
    (isSame && fits(rest, others)) || (node.isOptional && fits(rest, words))
  );
}

/** One command of a message: its full header, the node that the next one goes on from, its arguments. */
export function parseUnit(unit: string, node: readonly string[]) {
  const text = unit.trim();
  const space = text.search(/\s/);
  const written = space < 0 ? text : text.slice(0, space);
  const rest = space < 0 ? '' : text.slice(space).trim();
  const isCommon = written.startsWith('*');
  const header =
    isCommon || written.startsWith(':')
      ? written.replace(/^:/, '')
      : [...node, written].join(':');
  return {
    header,
    node: isCommon ? node : header.split(':').slice(0, -1),
    args:
      rest === ''
        ? []
        : splitOutsideQuotes(rest, ',').map((word) =>
            word.trim().replace(/^(['"])(.*)\1$/, '$2'),
          ),
  };
}

/** Splits where the separator does not stand in quotes. */
export function splitOutsideQuotes(text: string, separator: string): string[] {
  const parts: string[] = [''];
  let quote = '';
  for (const letter of text) {
    if (quote === '' && (letter === '"' || letter === "'")) quote = letter;
    else if (letter === quote) quote = '';
    if (letter === separator && quote === '') parts.push('');
    else parts.push(`${parts.pop() ?? ''}${letter}`);
  }
  return parts;
}
