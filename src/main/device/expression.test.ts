import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';

function evaluate(text: string, values: Record<string, number> = {}) {
  return compileExpression(text).evaluate((name) => values[name] ?? NaN);
}

describe('A formula', () => {
  it('calculates', () => {
    expect(evaluate('(left + right) / 2', { left: 1, right: 4 })).toBe(2.5);
    expect(evaluate('-a ^ 2', { a: 3 })).toBe(-9);
    expect(
      evaluate('12.39842 / (2 * 3.1356 * sind(theta))', { theta: 30 }),
    ).toBeCloseTo(3.954, 3);
    expect(evaluate('max(a, 2, pi)', { a: 1 })).toBeCloseTo(Math.PI);
  });

  it('has no number where there is none', () => {
    expect(evaluate('a / b', { a: 1, b: 0 })).toBeNaN();
    expect(evaluate('sqrt(a)', { a: -1 })).toBeNaN();
    expect(evaluate('log(a)', { a: 0 })).toBeNaN();
    expect(evaluate('a', {})).toBeNaN();
  });

  it('tells the names it needs, those in braces too', () => {
    const { names } = compileExpression('{mono.i0} / sin(i1) + pi');
    expect(names).toEqual(['mono.i0', 'i1']);
    expect(evaluate('{mono.i0} * 2', { 'mono.i0': 4 })).toBe(8);
  });

  it.each([
    '1 +',
    ')',
    'a = 3',
    'f(x) = x',
    'import(x)',
    "a['x']",
    'a.b',
    '"x"',
    'a > b',
    'a!',
    '[1, 2]',
    'a; b',
  ])('refuses %s, which is more or less than arithmetic', (text) => {
    expect(() => compileExpression(text)).toThrow(/formula/);
  });
});
