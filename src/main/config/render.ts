import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import type { PlacedMistake } from './types.ts';

/**
 * All mistakes of a file as one error: `file:line:column: sentence` a line, in the order of the file.
 * `problems` carry the same sentences, `detail.mistakes` line, column and sentence apart.
 */
export function configError(
  file: string,
  mistakes: readonly PlacedMistake[],
): BeamtimeError {
  const ordered = inOrder(mistakes);
  const lines = ordered.map(
    ({ line, column, message }) => `${file}:${line}:${column}: ${message}`,
  );
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
        mistakes: ordered.map(({ line, column, message }) => ({
          line,
          column,
          message,
        })),
      },
    },
  );
}

function inOrder(mistakes: readonly PlacedMistake[]): PlacedMistake[] {
  const byText = new Map(
    mistakes.map((mistake) => [
      `${mistake.line}:${mistake.column} ${mistake.message}`,
      mistake,
    ]),
  );
  return [...byText.values()].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  );
}
