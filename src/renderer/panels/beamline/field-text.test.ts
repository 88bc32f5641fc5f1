import { expect, it } from 'vitest';
import {
  freeText,
  listText,
  pairsText,
  readFree,
  readList,
  readNumber,
  readPairs,
} from './field-text.ts';

it('an empty field is no value, a number is one, and nonsense stays text for the station to refuse', () => {
  expect(readNumber(' ')).toBeUndefined();
  expect(readNumber('0,5')).toBe(0.5);
  expect(readNumber('fast')).toBe('fast');
});

it.each([1, 'A', '1', 'true', true, null, [1, null], { send: 'X' }])(
  'free text is read as it was shown: %j',
  (value) => {
    expect(readFree(freeText(value))).toEqual(value);
  },
);

it('a list has one thing a line, commands with spaces at their ends too', () => {
  expect(readList(listText(['*RST', ' X 1'], true), true)).toEqual([
    '*RST',
    ' X 1',
  ]);
  const mixed = ['INIT', { send: 'A', answer: 'B' }];
  expect(readList(listText(mixed, false), false)).toEqual(mixed);
  expect(readList('\n', true)).toBeUndefined();
});

it('texts by name have a line each; a line without a colon is left for the station to refuse', () => {
  const moves = { s1l: 's1cen - target / 2', s1r: 'a ? b : c' };
  expect(readPairs(pairsText(moves))).toEqual(moves);
  expect(readPairs('s1l target')).toBe('s1l target');
  expect(readPairs('')).toBeUndefined();
});
