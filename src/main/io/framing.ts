/** What the start of the received text turned out to be: a reply, or something to skip (`reply` undefined). */
export interface Taken {
  readonly reply: string | undefined;
  readonly rest: string;
}

/** How a protocol marks the end of requests and replies. Text is Latin-1: one character per byte. */
export interface Framing {
  /** A request as it goes out, terminator included. */
  encode(request: string): string;
  /** Looks for the answer to `request` at the start of what was received; undefined = not whole yet. */
  take(received: string, request: string): Taken | undefined;
  /** Whether received text says nothing: empty, line ends, ignored bytes. */
  isBlank(text: string): boolean;
}

/** How lines are framed. */
export interface LineFraming {
  /** Ends what is sent. In replies CR, LF and CR LF are accepted, mixed. */
  readonly terminator: '\r' | '\n' | '\r\n';
  /** Bytes that may come at any place and mean nothing, such as echoed halt characters. */
  readonly ignored?: RegExp;
  /** Whether the hardware may send each request back before it answers. Never required. */
  readonly mayEcho?: boolean;
  /** Whether a line can be the answer to a request; lines that cannot are skipped. Left out = any line can. */
  readonly isAnswer?: (reply: string, request: string) => boolean;
  /** Whether a line opens an answer of several lines, and which line closes it. */
  readonly block?: {
    readonly opens: (line: string) => boolean;
    readonly closes: string;
  };
}

/** Framing of protocols that talk in lines. A multi-line answer is handed over with `\n` between its lines. */
export function lineFraming(options: LineFraming): Framing {
  const { terminator, ignored, mayEcho = false, isAnswer, block } = options;
  return {
    encode: (request) => request + terminator,
    isBlank: (text) =>
      /^[\r\n]*$/.test(ignored ? text.replace(ignored, '') : text),
    take(received, request) {
      const first = nextLine(received, 0, ignored);
      if (!first) return undefined;
      if (mayEcho && first.line === request) {
        return { reply: undefined, rest: received.slice(first.end) };
      }
      if (isAnswer && !isAnswer(first.line, request)) {
        return { reply: undefined, rest: received.slice(first.end) };
      }
      if (!block?.opens(first.line)) {
        return { reply: first.line, rest: received.slice(first.end) };
      }
      const lines = [first.line];
      let end = first.end;
      for (;;) {
        const next = nextLine(received, end, ignored);
        if (!next) return undefined;
        end = next.end;
        if (next.line === block.closes) {
          return { reply: lines.join('\n'), rest: received.slice(end) };
        }
        lines.push(next.line);
      }
    },
  };
}

const CR = 13;
const LF = 10;

/** The next line that is not empty, from `from` on, without what is ignored. */
function nextLine(
  text: string,
  from: number,
  ignored: RegExp | undefined,
): { line: string; end: number } | undefined {
  let start = from;
  for (let end = start; end < text.length; end += 1) {
    if (!isLineEnd(text.charCodeAt(end))) continue;
    const raw = text.slice(start, end);
    const line = ignored ? raw.replace(ignored, '') : raw;
    if (line !== '') return { line, end: end + 1 };
    start = end + 1;
  }
  return undefined;
}

function isLineEnd(code: number): boolean {
  return code === CR || code === LF;
}
