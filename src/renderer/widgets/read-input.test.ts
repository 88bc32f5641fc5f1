import { expect, it } from 'vitest';
import { understood } from './read-input.ts';

it('says what a decimal comma was taken for, in the unit that was typed or that of the field', () => {
  expect(understood('0,5', 'mm')).toBe('0,5 → 0.5 mm');
  expect(understood(' 0,5 cm', 'mm')).toBe('0,5 cm → 0.5 cm');
  expect(understood('1,5', '')).toBe('1,5 → 1.5');
  expect(
    ['0.5', '1,500', '', 'a, b'].map((text) => understood(text, 'mm')),
  ).toEqual([null, null, null, null]);
});
