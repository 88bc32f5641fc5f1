/** What was typed, as a number where it is a plain one, else as text for the station. */
export function readInput(typed: string): number | string {
  const text = typed
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/[\u2009\u00a0]/g, '');
  const number =
    text === '' ? NaN : Number(text.replace(/^([+-]?\d*),(\d+)$/, '$1.$2'));
  return Number.isFinite(number) ? number : text;
}
