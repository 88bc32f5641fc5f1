import { lineFraming, type Framing } from '../io/framing.ts';

/** What ends requests, and replies: a text, or any of CR, LF and both. */
export interface Terminators {
  readonly out: string;
  readonly in: string;
}

/** Framing of a protocol whose lines end with any text, not the same in both directions. */
export function terminatedFraming(terminators: Terminators): Framing {
  const { out, in: end } = terminators;
  const lines = lineFraming({ terminator: '\n' });
  const encode = (request: string) => request + out;
  if (end === 'any') return { ...lines, encode };
  const isLineEnd = /^[\r\n]+$/.test(end);
  return {
    encode,
    isBlank: (text) => lines.isBlank(text.replaceAll(end, '')),
    take(received) {
      const at = received.indexOf(end);
      if (at < 0) return undefined;
      // Line ends before it belong to the reply before; an empty line is none, but a prompt alone is a reply.
      const reply = received.slice(0, at).replace(/^[\r\n]+/, '');
      const rest = received.slice(at + end.length);
      return { reply: isLineEnd && reply === '' ? undefined : reply, rest };
    },
  };
}
