import { expect, test } from 'vitest';
import { smc100Framing, smc100Value } from './smc100-framing.ts';

const framing = smc100Framing();

/** The answer that is found in what came, past what is none. */
function answer(received: string, request: string): string | undefined {
  let rest = received;
  for (;;) {
    const taken = framing.take(rest, request);
    if (!taken || taken.reply !== undefined) return taken?.reply;
    ({ rest } = taken);
  }
}

test.each([
  ['1TP', '1TP0.25\r\n', '1TP0.25'],
  ['1TP', '1TP-1.5E-3\r\n', '1TP-1.5E-3'],
  ['1TS', '1TS000032\r\n', '1TS000032'],
  ['1TE', '1TE@\r\n', '1TE@'],
  ['1ID?', '1IDUTS100CC\r\n', '1IDUTS100CC'],
  ['1tp', '1TP0.25\r\n', '1TP0.25'],
  // Another box, another question, a piece of an answer, flow control.
  ['1TP', '2TP7\r\n11TP8\r\n1TP0\r\n', '1TP0'],
  ['1TP', '1TS000028\r\n1TP0\r\n', '1TP0'],
  ['1TS', '1TS00\r\n1TS000033\r\n', '1TS000033'],
  ['1TP', '1TP1.\u00135\u0011\r\n', '1TP1.5'],
  ['1TP', '1TP0.2', undefined],
  ['1TP', '2TP7\r\n', undefined],
  ['1TP', '1TPx\r\n', undefined],
])('%j takes from %j the answer %j', (request, received, expected) => {
  expect(answer(received, request)).toBe(expected);
});

test('the value is what follows address and command', () => {
  expect(smc100Value('12TP-0.5')).toBe('-0.5');
  expect(smc100Value('1TS000032')).toBe('000032');
});
