import type { QueueItem } from '../../../contract/queue.ts';
import { call } from '../../stores/call.ts';
import { openDraft } from '../../stores/draft.ts';
import { useWorkbench } from '../../workbench/workbench-store.ts';

export type ItemVerb =
  'edit' | 'duplicate' | 'first' | 'up' | 'down' | 'remove';

/** Does something to a waiting scan that stands at `index`. */
export function actOnItem(
  verb: ItemVerb,
  { id, request }: QueueItem,
  index: number,
): void {
  switch (verb) {
    case 'edit':
      openDraft({ request, queueId: id });
      useWorkbench.getState().showPanel('scan');
      return;
    case 'duplicate':
      return void call('queue.duplicate', { id });
    case 'first':
      return void call('queue.move', { id, to: 0 });
    case 'up':
      return void (index > 0 && call('queue.move', { id, to: index - 1 }));
    case 'down':
      return void call('queue.move', { id, to: index + 1 });
    case 'remove':
      return void call('queue.remove', { id });
  }
}
