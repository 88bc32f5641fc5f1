import { z } from 'zod';
import { event, method } from './define.ts';
import { ScanRequest, ScanSource } from './scans.ts';

/** One waiting scan. `problem` says why it could not start if it were its turn now. */
export const QueueItem = z.object({
  id: z.number().int(),
  request: ScanRequest,
  line: z.string(),
  points: z.number().int(),
  durationSeconds: z.number(),
  who: z.string(),
  addedAt: z.number(),
  problem: z.string().nullable(),
});
export type QueueItem = z.infer<typeof QueueItem>;

/** `isHeld`: nothing is taken from the queue; `reason` says why, in words. */
export const QueueState = z.object({
  items: z.array(QueueItem),
  isHeld: z.boolean(),
  reason: z.string().nullable(),
});
export type QueueState = z.infer<typeof QueueState>;

const ItemId = z.object({ id: z.number().int() });

export const queue = {
  'queue.get': method(z.void(), QueueState),
  /** Adds at the end, or at position `at` (0 = next). */
  'queue.add': method(
    z.object({ scan: ScanSource, at: z.number().int().min(0).optional() }),
    ItemId,
  ),
  'queue.edit': method(
    z.object({ id: z.number().int(), scan: ScanSource }),
    z.void(),
  ),
  'queue.duplicate': method(ItemId, ItemId),
  'queue.move': method(
    z.object({ id: z.number().int(), to: z.number().int().min(0) }),
    z.void(),
  ),
  'queue.remove': method(ItemId, z.void()),
  'queue.clear': method(z.void(), z.void()),
  'queue.start': method(z.void(), z.void()),
  'queue.hold': method(z.void(), z.void()),
  'queue.changed': event(QueueState),
};
