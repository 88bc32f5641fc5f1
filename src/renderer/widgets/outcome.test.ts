import { expect, it } from 'vitest';
import { run } from '../testing/fake-data.ts';
import { outcomeOf } from './outcome.ts';

const aborted = {
  state: 'idle',
  endReason: 'aborted',
  point: 61,
  points: 121,
} as const;

it('says once that a run was aborted, and by whom', () => {
  const { text } = outcomeOf(
    run(1, { ...aborted, message: 'Aborted by operator (2).' }),
  );
  expect(text).toBe('Aborted at point 61 of 121, kept · by operator (2).');
});

it('says why a run was aborted when there is more to say', () => {
  const { text } = outcomeOf(
    run(1, { ...aborted, message: 'STOP ALL was pressed by anna.' }),
  );
  expect(text).toBe(
    'Aborted at point 61 of 121, kept · STOP ALL was pressed by anna.',
  );
});
