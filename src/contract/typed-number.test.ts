import { describe, expect, it } from 'vitest';
import { readInput } from './typed-number.ts';

describe('what is typed into a field for a number', () => {
  it('is a number with a point or a comma, a typed or a printed minus sign, and spaces between thousands', () => {
    expect(
      [
        '0.5',
        '0,5',
        '\u22121,5',
        '+2e-3',
        '1,5e3',
        '12\u2009000,25',
        ' 7 ',
      ].map(readInput),
    ).toEqual([0.5, 0.5, -1.5, 0.002, 1500, 12000.25, 7]);
  });

  it('goes to the station with its unit, the comma read as a point', () => {
    expect(['0,5 cm', '1.2 mm', '-2,25mm'].map(readInput)).toEqual([
      '0.5 cm',
      '1.2 mm',
      '-2.25mm',
    ]);
  });

  it('is not guessed at where a comma may mean something else', () => {
    const unclear = ['1,500', '12,000', '-1,500 mm', '1,2,3', '1,2.3', '1, 2'];
    expect(unclear.map(readInput)).toEqual(unclear);
  });

  it('takes three digits after a comma as decimals where they cannot be thousands', () => {
    expect(['0,500', '1,2345', '1234,567'].map(readInput)).toEqual([
      0.5, 1.2345, 1234.567,
    ]);
  });

  it('stays text when it is no number', () => {
    expect(['', 'soon', '0x10', 'Infinity', '1,'].map(readInput)).toEqual([
      '',
      'soon',
      '0x10',
      'Infinity',
      '1,',
    ]);
  });
});
