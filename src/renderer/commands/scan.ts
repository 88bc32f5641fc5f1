import { queueDraft, runDraft, usePlan } from '../stores/plan.ts';
import { controlRefusal } from '../stores/control.ts';
import { startRefusal } from '../stores/refusals.ts';
import { useDraft } from '../stores/draft.ts';
import type { Command } from './command.ts';

/** What can be done with the scan in the form. */
export const scanCommands = [
  {
    id: 'scan.run',
    title: 'Run the scan now',
    group: 'Scan',
    keys: ['Ctrl+Enter'],
    refusal: () => startRefusal() ?? formRefusal(),
    run: () => void runDraft(),
  },
  {
    id: 'scan.queue',
    title: 'Add the scan to the queue',
    group: 'Scan',
    keys: ['Ctrl+Shift+Enter'],
    refusal: () => controlRefusal() ?? formRefusal(),
    run: () => void queueDraft(),
  },
  {
    id: 'scan.back',
    title: 'Go back to the scan before',
    group: 'Scan',
    keys: [],
    refusal: () =>
      useDraft.getState().earlier.length > 0
        ? null
        : 'There is no earlier draft.',
    run: () => {
      useDraft.getState().goBack();
    },
  },
] as const satisfies readonly Command[];

function formRefusal(): string | null {
  const { plan, isPending } = usePlan.getState();
  if (plan === null) return 'The scan has not been checked yet.';
  // A check that is still out would say it about what stood there before; the station checks again itself.
  return isPending ? null : (plan.problems[0]?.message ?? null);
}
