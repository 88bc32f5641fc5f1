import { createContext, Script } from 'node:vm';
import { BeamtimeError } from '../../contract/errors.ts';

/** Longer text is matched with no pattern: what a pattern costs grows faster than the text does. */
export const LONGEST_MATCHED = 1_024;
/** A pattern that needs longer than this for a line of text would hold up everything else. */
const PATIENCE_MS = 100;
const MOST_STALLS = 50;
/** Up to so many ways to try, a match takes no time worth watching; the watch costs more than most matches. */
const FEW_WAYS = 1_000_000;

/** The named parts of a text that fitted. */
export type Parts = Readonly<Record<string, string>>;

/** What somebody wrote as a regular expression, with named parts: `^T=(?<temperature>\d+)$`. */
export class TextPattern {
  readonly source: string;
  /** Names of its parts, in their order. */
  readonly parts: readonly string[];
  readonly #expression: RegExp;
  readonly #freedom: Freedom;

  /** @param source one that `patternMistake` has nothing against */
  constructor(source: string) {
    this.source = source;
    this.#expression = new RegExp(source);
    this.parts = partsOf(source);
    this.#freedom = freedomOf(source);
  }

  /**
   * The named parts where the text fits, else null. Text longer than `LONGEST_MATCHED` never fits.
   *
   * @throws BeamtimeError `protocol` when the pattern is too slow for this text: the match is given up
   */
  match(text: string): Parts | null {
    if (text.length > LONGEST_MATCHED) return null;
    const match =
      mostWays(this.#freedom, text) <= FEW_WAYS
        ? this.#expression.exec(text)
        : this.#runWatched(text);
    if (!match) return null;
    const found = Object.entries(match.groups ?? {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return Object.fromEntries(found);
  }

  /** In a sandbox, because it is the only place where a match that takes too long can be ended. */
  #runWatched(text: string): RegExpExecArray | null {
    let match: RegExpExecArray | null = null;
    sandbox.run = () => {
      match = this.#expression.exec(text);
    };
    try {
      for (let stalls = 0; ; stalls += 1) {
        const before = cpuMs();
        try {
          script.runInContext(sandbox, { timeout: PATIENCE_MS });
          return match;
        } catch (cause) {
          // A computer that is busy with something else is not the pattern's fault.
          const isStall = cpuMs() - before < PATIENCE_MS / 4;
          if (!isStall || stalls === MOST_STALLS)
            throw this.#tooSlow(text, cause);
        }
      }
    } finally {
      sandbox.run = () => {};
    }
  }

  #tooSlow(text: string, cause: unknown): BeamtimeError {
    return new BeamtimeError(
      'protocol',
      `The pattern ${this.source} takes too long for "${readable(text)}". Write it so that there is one way only in which it can fit.`,
      { cause },
    );
  }
}

/** Time that this thread has worked, ms. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const script = new Script('run()');
const sandbox: { run: () => void } & object = Object.assign(createContext({}), {
  run: () => {},
});

/**
 * What is wrong with a pattern, as a sentence; null = nothing. Beside what is no regular expression, a repeated group that
 * has a repetition or a choice inside is refused: the time for a text that does not fit can double with each character.
 */
export function patternMistake(source: string): string | null {
  try {
    new RegExp(source);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `This is no regular expression: ${why.replace(/^Invalid regular expression: /, '')}.`;
  }
  return hasNestedRepetition(source)
    ? 'A group that is repeated must have no *, +, ?, {} and | inside: such a pattern can take for ever. Write the repetitions out.'
    : null;
}

/** Text with its control characters and foreign bytes shown: CR as \r, byte 3 as \x03. */
export function readable(text: string): string {
  const short = text.length <= 80 ? text : `${text.slice(0, 80)}...`;
  return short.replace(
    // eslint-disable-next-line no-control-regex -- they are what is looked for
    /[\x00-\x1f\x7f-\xff]/g,
    (letter) =>
      known[letter] ??
      `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`,
  );
}

const known: Readonly<Record<string, string>> = {
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
};

function partsOf(source: string): string[] {
  // With an empty choice it fits anything, and tells its groups.
  return Object.keys(new RegExp(`${source}|`).exec('')?.groups ?? {});
}

const token =
  /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:[:=!]|<[=!]|<\w+>))?|\)|[*+?]\??|\{\d+(?:,\d*)?\}\??|\||[^]/g;

/** In how many places of a pattern there is more than one way to go on. */
interface Freedom {
  readonly repetitions: number;
  readonly choices: number;
}

function freedomOf(source: string): Freedom {
  const words = [...source.matchAll(token)].map(([word]) => word);
  const count = (what: RegExp) =>
    words.filter((word) => what.test(word)).length;
  return { repetitions: count(/^(?:[*+]|\{\d)/), choices: count(/^[?|]/) };
}

/** A bound: each repetition, and the beginning, may stand at each place of the text; each choice doubles that. */
function mostWays({ repetitions, choices }: Freedom, text: string): number {
  return (text.length + 1) ** (repetitions + 1) * 2 ** choices;
}

function hasNestedRepetition(source: string): boolean {
  // For each open group: whether something inside can be matched in more than one way.
  const open: boolean[] = [false];
  let closed = false;
  for (const [word] of source.matchAll(token)) {
    const isRepetition = /^([*+]|\{)/.test(word) && word.length <= 12;
    const wasChoice = closed;
    closed = false;
    if (isRepetition && wasChoice) return true;
    if (word === '|' || isRepetition || word.startsWith('?')) {
      open[open.length - 1] = true;
    } else if (word.startsWith('(')) open.push(false);
    else if (word === ')') {
      closed = open.pop() ?? false;
      if (closed) open[open.length - 1] = true;
    }
  }
  return false;
}
