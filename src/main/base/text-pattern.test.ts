import { expect, test } from 'vitest';
import { patternMistake, readable, TextPattern } from './text-pattern.ts';

test('a text that fits has its named parts', () => {
  const pattern = new TextPattern('^T=(?<t>[+-]?\\d+(?:\\.\\d+)?)(?<unit>K?)$');
  expect(pattern.parts).toEqual(['t', 'unit']);
  expect(pattern.match('T=12.5K')).toEqual({ t: '12.5', unit: 'K' });
  expect(pattern.match('T=warm')).toBeNull();
});

test('a part that is not there is left out', () => {
  expect(new TextPattern('^(?<a>a)?(?<b>b)?$').match('b')).toEqual({ b: 'b' });
});

test('longer text than an instrument can mean fits nothing', () => {
  const pattern = new TextPattern('^(?<all>.*)$');
  expect(pattern.match('1'.repeat(1024))).not.toBeNull();
  expect(pattern.match('1'.repeat(1025))).toBeNull();
});

test('a match that takes too long is given up with a sentence', () => {
  const pattern = new TextPattern(`^${'a*'.repeat(10)}$`);
  expect(() => pattern.match(`${'a'.repeat(900)}b`)).toThrow(/takes too long/);
  expect(pattern.match('aa')).toEqual({});
});

test.each([
  '(a+)+',
  '(?:a|b)*',
  '(?:a?){4}',
  '((a+)b)*',
  '(?<x>[0-9]{2,})+',
  '(?:(a|b)c)+',
])('%s is refused, because it can take for ever', (source) => {
  expect(patternMistake(source)).toMatch(/for ever/);
});

test.each([
  '(?:ab)+',
  '(a+)?',
  '[(+|*]+',
  '\\(\\d+\\)+',
  '^(?<x>a|b),(?<y>\\d*)$',
  'a{2,3}',
])('%s is taken', (source) => {
  expect(patternMistake(source)).toBeNull();
});

test('what is no regular expression is named', () => {
  expect(patternMistake('(?<a>x)(?<a>y)')).toMatch(/Duplicate capture group/);
});

test('bytes that cannot be seen are shown', () => {
  expect(readable('OK\r\n\t\x03\xff')).toBe('OK\\r\\n\\t\\x03\\xff');
  expect(readable('x'.repeat(100))).toBe(`${'x'.repeat(80)}...`);
});
