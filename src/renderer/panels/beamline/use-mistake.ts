import { useBeamlineView } from './view-store.ts';

/** What the station found wrong at a place of the entry, in a sentence; null = nothing there. */
export function useMistake(path: readonly string[]): string | null {
  return useBeamlineView(({ refused }) => {
    const here = path.join('\n');
    const problem = refused?.report.problems?.find(
      // Its way begins at the file: instruments, and the place among them.
      (one) => one.path.slice(2).join('\n') === here,
    );
    return problem === undefined ? null : withoutPlace(problem.message);
  });
}

/** Beside the field, file and line say nothing more. */
function withoutPlace(message: string): string {
  return message.replace(/^\S+:\d+:\d+:?\s+/, '');
}
