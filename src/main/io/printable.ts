const NAMES: Readonly<Record<string, string>> = {
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
  '\u001b': '<ESC>',
};
const CHARACTERS = new Map(
  Object.entries(NAMES).map(([character, name]) => [name, character]),
);

/** Control characters and bytes beyond ASCII as words: `\\r`, `<ESC>`, `<b5>`. */
export function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    /[\u0000-\u001f\u007f-\u00ff]/g,
    (character) =>
      NAMES[character] ??
      `<${character.charCodeAt(0).toString(16).padStart(2, '0')}>`,
  );
}

/** The way back: what somebody typed as it is shown. What is no such word stays as it is. */
export function unprintable(text: string): string {
  return text.replace(
    /\\[rnt]|<ESC>|<([0-9a-f]{2})>/gi,
    (word, byte: string | undefined) =>
      byte === undefined
        ? (CHARACTERS.get(word) ?? CHARACTERS.get(word.toUpperCase()) ?? word)
        : String.fromCharCode(Number.parseInt(byte, 16)),
  );
}
