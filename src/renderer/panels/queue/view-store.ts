import { create } from 'zustand';

/** What the queue panel shows beside the queue. */
export const useQueueView = create<{
  /** The question before everything is removed. */
  readonly asksToClear: boolean;
  /** What was wrong with a file that was opened, a line each. */
  readonly fileProblems: readonly string[];
}>()(() => ({ asksToClear: false, fileProblems: [] }));
