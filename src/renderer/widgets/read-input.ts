import { readInput } from '../../contract/typed-number.ts';

/**
 * What a number with a comma was taken for: `0,5 → 0.5 mm`. Null where there is no comma, or it was not taken for a
 * decimal mark.
 *
 * @param unit the field's, which holds where none was typed
 */
export function understood(typed: string, unit: string): string | null {
  const input = readInput(typed);
  if (!typed.includes(',') || String(input).includes(',')) return null;
  const words = typeof input === 'number' ? `${input} ${unit}`.trim() : input;
  return `${typed.trim()} → ${words}`;
}
