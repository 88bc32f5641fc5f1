import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Place, PlacedMistake } from './types.ts';

/**
 * All mistakes of a file and of those it includes as one error: `file:line:column: sentence` a line, in the order of
 * the file. `problems` carry the same sentences, `detail.mistakes` file, line, column and sentence apart.
 */
export function configError(
  file: string,
  mistakes: readonly PlacedMistake[],
): BeamtimeError {
  const ordered = inOrder(file, mistakes);
  const lines = ordered.map((mistake) => sentenceAt(mistake));
  const count =
    ordered.length === 1 ? 'a mistake' : `${ordered.length} mistakes`;
  return new BeamtimeError(
    'config',
    [`${path.basename(file)} has ${count}:`, ...lines].join('\n'),
    {
      problems: ordered.map((mistake, index) => ({
        path: [...mistake.path],
        code: 'config',
        message: lines[index] ?? mistake.message,
      })),
      detail: {
        file,
        mistakes: ordered.map(({ file: at, line, column, message }) => ({
          file: at,
          line,
          column,
          message,
        })),
      },
    },
  );
}

/** `file:line:column: sentence`. */
export function sentenceAt({ message, ...place }: PlacedMistake): string {
  return `${placeInWords(place)}: ${message}`;
}

/** `file:line:column`. */
export function placeInWords({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

function inOrder(
  file: string,
  mistakes: readonly PlacedMistake[],
): PlacedMistake[] {
  const byText = new Map(
    mistakes.map((mistake) => [sentenceAt(mistake), mistake]),
  );
  const files = [file, ...new Set(mistakes.map((mistake) => mistake.file))];
  return [...byText.values()].sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      a.line - b.line ||
      a.column - b.column,
  );
}
