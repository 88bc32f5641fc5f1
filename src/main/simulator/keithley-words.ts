import { illegalValue, missingParameter, wrongType } from './scpi-errors.ts';

/** `ON`, `0`... @throws ScpiError */
export function toBoolean(word: string | undefined): boolean {
  if (word === undefined) throw missingParameter();
  if (/^(ON|1)$/i.test(word)) return true;
  if (/^(OFF|0)$/i.test(word)) return false;
  throw wrongType();
}

/** @throws ScpiError */
export function toNumber(word: string | undefined): number {
  if (word === undefined) throw missingParameter();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) throw wrongType();
  return Number(word);
}

/** Sources this simulation does not wait for are refused rather than taken and ignored. */
export function only(word: string | undefined, short: string): undefined {
  if (!(word ?? '').toUpperCase().startsWith(short)) throw illegalValue();
  return undefined;
}

export function flag(isOn: boolean): string {
  return isOn ? '1' : '0';
}
