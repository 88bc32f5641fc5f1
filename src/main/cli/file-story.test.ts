import { expect, test } from 'vitest';
import type { Run } from '../../contract/runs.ts';
import { createFileStory } from './file-story.ts';
import { exampleRun } from './testing/example-run.ts';

const gone = 'The data file is not there any more.';

/** What is told at the end of a run that went through these states. */
function tell(...states: Pick<Run, 'file' | 'recorders'>[]): string[] {
  const story = createFileStory();
  const runs = states.map((state) => ({ ...exampleRun, ...state }));
  for (const run of runs) story.look(run);
  return story.tell(runs.at(-1) ?? exampleRun);
}
const state = (error: string | null, file = '/data/1.h5') => ({
  file,
  recorders: [{ name: 'nexus', written: 1, error }],
});

test('a file that was written as planned is not worth a word', () => {
  expect(tell(state(null), state(null))).toEqual([]);
});

test('a file that was lost and made anew is said to be complete', () => {
  expect(tell(state(null), state(gone), state(null))).toEqual([
    'The nexus file was lost during the run, and made anew from the journal at its end: it has every point.',
  ]);
});

test('a file that stayed lost is said not to be complete', () => {
  expect(tell(state(null), state(gone), state(gone))).toEqual([
    `The nexus file is not complete: ${gone}`,
  ]);
});

test('a file that is somewhere else than was announced is named with both places', () => {
  expect(tell(state(null), state(gone), state(null, '/data/1-2.h5'))).toContain(
    'The data are in /data/1-2.h5, not in /data/1.h5.',
  );
});
