import type { Framing } from '../io/framing.ts';

/** Asks for the revision (control R, control V): an answer that no other question has. */
export const REVISION = '\x12\x16';
/** A command that has no value was taken. */
export const DONE = ':';
/** A command was refused; `TC1` tells why. */
export const REFUSED = '?';

/** A prompt ends what a command says. It stands at the start of a line; colons within a line are somebody's words. */
const PROMPT = /(^|[\r\n;])([:?])/;
const NUMBERS = /^\s*-?\d+(\.\d+)?(\s*,?\s*-?\d+(\.\d+)?)*\s*$/;

/**
 * Galil's prompts: each command is answered by itself, with its value and a colon, a colon, or a question mark. Commands
 * joined with `;` are handed over as lines of one reply. What programs in the controller say without being asked, what
 * the line echoes, and characters with the eighth bit (CW1) are passed over.
 */
export function galilFraming(): Framing {
  return {
    encode: (request) => `${request}\r`,
    isBlank: (text) => !PROMPT.test(readable(text)),
    take(received, request) {
      const replies: string[] = [];
      let rest = readable(received);
      for (const command of request.split(';')) {
        const taken = takeOne(rest, command);
        if (!taken) return undefined;
        replies.push(taken.reply);
        rest = taken.rest;
      }
      return { reply: replies.join('\n'), rest };
    },
  };
}

/** The reply to one command; a colon before which no value stands where there should be one is not its. */
function takeOne(
  text: string,
  command: string,
): { reply: string; rest: string } | undefined {
  const isValue = valueOf(command);
  let rest = text;
  for (;;) {
    const prompt = PROMPT.exec(rest);
    if (!prompt) return undefined;
    const end = prompt.index + prompt[0].length;
    const said = rest.slice(0, end - 1);
    rest = rest.slice(end);
    if (prompt[2] === '?') return { reply: REFUSED, rest };
    if (!isValue) return { reply: DONE, rest };
    const value = said.split(/[\r\n;]+/).findLast((line) => line.trim() !== '');
    if (value !== undefined && isValue(value)) {
      return { reply: value.trim(), rest };
    }
  }
}

/** How the value of a command looks; undefined = it has none. */
function valueOf(command: string): ((line: string) => boolean) | undefined {
  if (command === REVISION) return (line) => /\bRev\b/i.test(line);
  if (command === 'TC1') return (line) => /^\s*\d+(\s|$)/.test(line);
  const message = /^MG (.*)$/.exec(command)?.[1]?.split(',').length;
  const axes = /^(?:T[DPS]|RP|SC)([A-H]+)$/.exec(command)?.[1]?.length;
  const count = message ?? axes;
  if (count === undefined) return undefined;
  return (line) => {
    if (!NUMBERS.test(line)) return false;
    const numbers = numbersIn(line);
    return numbers.length === count && numbers.every(Number.isFinite);
  };
}

/** `" 0,-250"` and `" 1.0000-250.0000"` -> two numbers each. */
export function numbersIn(text: string): number[] {
  return (text.match(/-?\d+(\.\d+)?/g) ?? []).map(Number);
}

function readable(text: string): string {
  return text.replace(/[^\r\n -~]/g, '');
}
