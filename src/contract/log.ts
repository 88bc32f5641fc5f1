import { z } from 'zod';
import { event, method } from './define.ts';
import { ErrorCode } from './errors.ts';

/** Who did what, when. `note`: written by a person. */
export const LogEntry = z.object({
  id: z.number().int(),
  time: z.number(),
  level: z.enum(['info', 'note', 'warning', 'error']),
  who: z.string(),
  text: z.string(),
  code: ErrorCode.nullable(),
  run: z.number().int().nullable(),
});
export type LogEntry = z.infer<typeof LogEntry>;

export const log = {
  /** Newest first; `before` = an entry's id to go on from. */
  'log.list': method(
    z.object({
      before: z.number().int().optional(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.array(LogEntry),
  ),
  'log.note': method(
    z.object({ text: z.string().min(1).max(10_000) }),
    z.void(),
  ),
  'log.added': event(LogEntry),
};
