import { lineFraming, type Framing } from '../io/framing.ts';

/**
 * IcePAP's lines: an answer begins with the word that was asked, blocks stand between `$`. Several commands joined
 * with `;` have an answer each; they are handed over as lines of one reply.
 */
export function icepapFraming(): Framing {
  const single = lineFraming({
    terminator: '\r',
    isAnswer,
    block: { opens: (first) => first.endsWith(' $'), closes: '$' },
  });
  return {
    ...single,
    take(received, request) {
      if (!request.includes(';')) return single.take(received, request);
      const replies: string[] = [];
      let rest = received;
      for (const command of request.split(';')) {
        let reply: string | undefined;
        while (reply === undefined) {
          const taken = single.take(rest, command);
          if (!taken) return undefined;
          ({ reply, rest } = taken);
        }
        replies.push(reply);
      }
      return { reply: replies.join('\n'), rest };
    },
  };
}

/** `#1:MOVE 5` is answered by `1:MOVE ...`, `?FPOS 1` by `?FPOS ...`. */
function isAnswer(reply: string, request: string): boolean {
  const start = request.startsWith('#') ? 1 : 0;
  const space = request.indexOf(' ', start);
  const end = space < 0 ? request.length : space;
  const length = end - start;
  return (
    (reply.length === length || reply[length] === ' ') &&
    reply.slice(0, length).toUpperCase() === request.slice(start, end)
  );
}
