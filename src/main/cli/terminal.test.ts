import { expect, test } from 'vitest';
import { formatDuration, formatTable, toJson } from './terminal.ts';

test('a table lines up its columns, numbers at the right', () => {
  const rows = [
    ['samx', '0.3', 'mm'],
    ['theta', '14.2210', 'deg'],
  ];
  expect(formatTable(['name', 'value', 'unit'], rows, [1])).toBe(
    ['name     value  unit', 'samx       0.3  mm', 'theta  14.2210  deg'].join(
      '\n',
    ),
  );
});

test.each([
  [0.4, '0.4 s'],
  [12.4, '12 s'],
  [75, '1 min 15 s'],
  [3725, '1 h 2 min'],
])('%d s reads %s', (seconds, words) => {
  expect(formatDuration(seconds)).toBe(words);
});

test('JSON has typed arrays as lists and NaN as null', () => {
  expect(
    JSON.parse(toJson({ columns: Float64Array.of(1, Number.NaN) })),
  ).toEqual({ columns: [1, null] });
});
