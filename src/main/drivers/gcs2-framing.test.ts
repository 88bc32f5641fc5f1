import { describe, expect, test } from 'vitest';
import { gcs2Framing, LIST_AXES, MOTION_REQUEST } from './gcs2-framing.ts';

const framing = gcs2Framing();

/** The answer that is found in what came, past what is none. */
function answer(received: string, request: string): string | undefined {
  let rest = received;
  for (;;) {
    const taken = framing.take(rest, request);
    if (!taken || taken.reply !== undefined) return taken?.reply;
    ({ rest } = taken);
  }
}

describe('A reply of a PI controller', () => {
  test.each([
    ['POS? 1', '1=5.2000\n', '1=5.2000'],
    ['POS? 1 2', '1=5.2000 \n2=0.0000\n', '1=5.2000\n2=0.0000'],
    ['POS? 1; ONT? 1; ERR?', '1=5.2\n1=1\n0\n', '1=5.2\n1=1\n0'],
    ['ERR?; MOV 1 9; ERR?', '0\n7\n', '0\n7'],
    ['ERR?; MOV 1 9; ERR?', '10\n-1024\n', '10\n-1024'],
    // What is refused has no reply but the error.
    ['FRF? 1; ERR?', '2\n', '2'],
    ['SRG? 1 1; ERR?', '1 1=0x9002\n0\n', '1 1=0x9002\n0'],
    [MOTION_REQUEST, '0\n', '0'],
    [MOTION_REQUEST, 'A\n', 'A'],
    [
      LIST_AXES,
      '1 \nA\n(c)2015 Physik Instrumente, C-884.4DC, 0, 2.1.0.0\n',
      '1\nA\n(c)2015 Physik Instrumente, C-884.4DC, 0, 2.1.0.0',
    ],
    // With a space too many, with carriage returns.
    ['POS? 1', '1=5.2000 \r\n', '1=5.2000'],
    // Noise, and the axis of another question.
    ['POS? 1', '\u0000\u00fe 7 \n2=1.0\n1=5.2\n', '1=5.2'],
    [MOTION_REQUEST, '1=5.2\n3\n', '3'],
    // Not whole yet.
    ['POS? 1', '1=5.2', undefined],
    ['POS? 1 2', '1=5.2 \n', undefined],
    ['POS? 1; ERR?', '1=5.2\n', undefined],
    ['ERR?; MOV 1 9; ERR?', '0\n', undefined],
  ])('to %j is in %j: %j', (request, received, expected) => {
    expect(answer(received, request)).toBe(expected);
  });
});

test('commands go out as lines, single bytes as they are', () => {
  expect(framing.encode('ERR?; MOV 1 2; ERR?')).toBe('ERR?\nMOV 1 2\nERR?\n');
  expect(framing.encode(MOTION_REQUEST)).toBe('\u0005');
});
