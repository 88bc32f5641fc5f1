import type { LogEntry } from '../../../contract/log.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly logger: Logger;
  readonly list: (before: number | undefined, limit: number) => LogEntry[];
  /** The run that a note belongs to: the active one. */
  readonly activeRun: () => number | undefined;
}

/** Reading the log and adding notes to it. */
export function logHandlers({ logger, list, activeRun }: Parts) {
  return {
    'log.list': ({ before, limit }) => list(before, limit),
    'log.note': ({ text }, { peer }) => {
      const run = activeRun();
      logger.add('note', nameOf(peer), text, run === undefined ? {} : { run });
    },
  } satisfies Partial<StationHandlers>;
}
