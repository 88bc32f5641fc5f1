import { describe, expect, it } from 'vitest';
import { lakeshore } from './lakeshore.ts';

describe('The beamline file of a Lake Shore', () => {
  it.each([
    ['an input that there is not', { inputs: { t: { input: 'E' } } }],
    ['an output that there is not', { loops: { h: { output: 5 } } }],
    [
      'two temperatures of one input',
      { inputs: { a: { input: 'A' }, b: { input: 'A' } } },
    ],
    [
      'two loops of one output',
      { loops: { a: { output: 1 }, b: { output: 1 } } },
    ],
    ['crossed limits', { loops: { h: { output: 1, limits: [300, 4] } } }],
    ['another way to stop', { loops: { h: { output: 1, onStop: 'panic' } } }],
    ['a misspelt key', { inputs: { t: { input: 'A', decimal: 2 } } }],
  ])('may not have %s', (_, config) => {
    expect(lakeshore.config.safeParse(config).success).toBe(false);
  });
});
