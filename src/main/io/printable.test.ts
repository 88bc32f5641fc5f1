import { expect, test } from 'vitest';
import { printable, unprintable } from './printable.ts';

test('every byte is shown in letters that can be read, and typed back as it is shown', () => {
  for (let byte = 0; byte < 256; byte += 1) {
    const character = String.fromCharCode(byte);
    const shown = printable(`a${character}b`);
    expect(shown).toMatch(/^[ -~]+$/);
    expect(unprintable(shown)).toBe(`a${character}b`);
  }
  expect(printable('1OK\r\n\u001b\u0003')).toBe('1OK\\r\\n<ESC><03>');
});

test('what is no word for a character is sent as it stands', () => {
  expect(unprintable('A<B>1<5> \\x')).toBe('A<B>1<5> \\x');
  expect(unprintable('<esc><1B>')).toBe('\u001b\u001b');
});
