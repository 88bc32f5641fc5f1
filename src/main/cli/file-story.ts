import type { Run } from '../../contract/runs.ts';

/** What became of the data files of one run. */
export interface FileStory {
  /** To be called at every change of the run. */
  look(run: Run): void;
  /** Sentences about what did not go as planned, once the run has ended. */
  tell(run: Run): string[];
}

/** Follows the data files of a run: one that is lost on the way may be there again at the end, perhaps elsewhere. */
export function createFileStory(): FileStory {
  const lost = new Set<string>();
  let expected: string | undefined;
  return {
    look({ file, recorders }) {
      expected ??= file;
      for (const { name, error } of recorders)
        if (error !== null) lost.add(name);
    },
    tell({ file, recorders }) {
      const sentences = recorders.flatMap(({ name, error }) => {
        if (error !== null)
          return [`The ${name} file is not complete: ${error}`];
        return lost.has(name)
          ? [
              `The ${name} file was lost during the run, and made anew from the journal at its end: it has every point.`,
            ]
          : [];
      });
      if (expected !== undefined && expected !== file)
        sentences.push(`The data are in ${file}, not in ${expected}.`);
      return sentences;
    },
  };
}
