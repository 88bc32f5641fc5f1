/** A plain number, perhaps with an exponent; neither `0x10` nor `Infinity`. */
const plain = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Digits grouped by commas, as in `1,500`: that may be one and a half or fifteen hundred. */
const grouped = /^[+-]?[1-9]\d{0,2},\d{3}(?!\d)/;

/** One comma between digits, and no point beside it. */
const decimalComma = /^([+-]?\d+),(\d+)(?![\d.,])/;

/** The number that a text is, with a typed or a printed minus sign; undefined if it is anything else. */
export function numberIn(text: string): number | undefined {
  const typed = text.trim().replace('\u2212', '-');
  return plain.test(typed) ? Number(typed) : undefined;
}

/**
 * What was typed into a field for one number, as a number where it is a plain one, else as text for the station
 * (`0.5 cm`). A comma between digits is the decimal mark, `0,5` as well as `0,5 cm`, unless it may separate
 * thousands: `1,500` stays text, which everybody refuses.
 */
export function readInput(typed: string): number | string {
  const text = typed
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/[\u2009\u00a0\u202f]/g, '');
  const pointed = grouped.test(text)
    ? text
    : text.replace(decimalComma, '$1.$2');
  return numberIn(pointed) ?? pointed;
}
