const storageKey = 'beamtime.lines';
const mostKept = 200;

/** Typed lines, oldest first, kept in localStorage. */
export function typedLines(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(kept)
      ? kept.filter((line) => typeof line === 'string')
      : [];
  } catch {
    return [];
  }
}

/** Remembers a line; one that was typed before moves to the end. */
export function rememberLine(line: string): void {
  const others = typedLines().filter((other) => other !== line);
  localStorage.setItem(
    storageKey,
    JSON.stringify([...others, line].slice(-mostKept)),
  );
}
