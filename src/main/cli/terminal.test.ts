import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  createTerminal,
  formatDuration,
  formatTable,
  toJson,
} from './terminal.ts';

describe('Ctrl-C', () => {
  let presses: number;
  let stopListening: () => void;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['performance'] });
    presses = 0;
    stopListening = createTerminal().onInterrupt(() => (presses += 1));
  });
  afterEach(() => {
    stopListening();
    vi.useRealTimers();
  });

  test('counts once, though npx passes it on as well', () => {
    process.emit('SIGINT', 'SIGINT');
    process.emit('SIGINT', 'SIGINT');
    expect(presses).toBe(1);
  });

  test('counts again when it is pressed again', () => {
    process.emit('SIGINT', 'SIGINT');
    vi.advanceTimersByTime(300);
    process.emit('SIGINT', 'SIGINT');
    expect(presses).toBe(2);
  });

  test('is what a terminal that is closed means, but only as the first one', () => {
    process.emit('SIGHUP', 'SIGHUP');
    expect(presses).toBe(1);
    vi.advanceTimersByTime(300);
    process.emit('SIGHUP', 'SIGHUP');
    expect(presses).toBe(1);
  });
});

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
