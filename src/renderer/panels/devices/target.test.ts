import { describe, expect, it } from 'vitest';
import { readTarget } from './target.ts';

const samx = {
  name: 'samx',
  unit: 'mm',
  decimals: 3,
  value: 0.35,
  isRelative: false,
};

describe('an absolute target', () => {
  it.each([
    ['1.5', 1.5],
    [' -2 ', -2],
    ['\u22120.5', -0.5],
    ['1e-3', 0.001],
    ['0,25', 0.25],
    ['12\u2009345', 12_345],
  ])('%j is a number in the unit of the device', (typed, target) => {
    expect(readTarget(typed, samx)).toEqual({ target });
  });

  it('with a unit goes to the station as text, which converts or refuses it', () => {
    expect(readTarget('0.5 cm', samx)).toEqual({ target: '0.5 cm' });
  });

  it.each(['', 'abc', 'mm', 'NaN', 'Infinity', '1 2', '--3'])(
    '%j is refused with a sentence',
    (typed) => {
      expect(readTarget(typed, samx)).toHaveProperty('problem');
    },
  );
});

describe('a relative target', () => {
  const relative = { ...samx, isRelative: true };

  it('is added to where the device stands, without noise of the addition', () => {
    expect(readTarget('0.1', { ...relative, value: 0.2 })).toEqual({
      target: 0.3,
    });
  });

  it('is refused where the position is not known', () => {
    expect(readTarget('0.1', { ...relative, value: null })).toHaveProperty(
      'problem',
    );
  });

  it('takes no unit', () => {
    expect(readTarget('0.1 cm', relative)).toHaveProperty('problem');
  });
});
