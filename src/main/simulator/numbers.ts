const number = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as instruments take it; `undefined` = it is none. */
export function parseNumber(text: string): number | undefined {
  if (!number.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

/** With at most so many decimals, without trailing zeros and without a negative zero. */
export function shortNumber(value: number, decimals = 6): string {
  return String(Number(value.toFixed(decimals)) + 0);
}
