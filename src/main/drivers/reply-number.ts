const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?\s*$/i;

/**
 * The number that a reply is; undefined for anything else. What an instrument may write is more than a number can
 * hold: `1e999` is none either, as nothing can be calculated with it, shown or sent on.
 */
export function replyNumber(text: string | undefined): number | undefined {
  if (text === undefined || !NUMBER.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
