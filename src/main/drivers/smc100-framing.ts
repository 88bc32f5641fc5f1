import { lineFraming, type Framing } from '../io/framing.ts';

/**
 * Lines that begin with the address and the command they answer: the reply of another box, or to another question, is
 * none. Flow control characters may come at any place.
 */
export function smc100Framing(): Framing {
  return lineFraming({
    terminator: '\r\n',
    // eslint-disable-next-line no-control-regex -- XON and XOFF
    ignored: /[\u0011\u0013]/g,
    isAnswer(reply, request) {
      const asked = /^\d+[A-Z]{2}/i.exec(request)?.[0].toUpperCase();
      if (asked === undefined || !reply.startsWith(asked)) return false;
      const pattern = VALUES[asked.slice(-2)];
      return pattern?.test(reply.slice(asked.length)) ?? true;
    },
  });
}

/** What follows address and command. */
export function smc100Value(reply: string): string {
  return reply.replace(/^\d+[A-Z]{2}/, '').trim();
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(E[+-]?\d+)?\s*$/i;

/** What the answers look like that moves depend on. */
const VALUES: Readonly<Record<string, RegExp>> = {
  TS: /^\s*[\dA-F]{6}\s*$/i,
  TE: /^\s*[@A-Z]\s*$/i,
  TP: NUMBER,
  SL: NUMBER,
  SR: NUMBER,
};
