import { parseScan } from '../../scan/index.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { Peer } from '../peer.ts';
import type { StationHandlers } from './types.ts';

/** What runs next. */
export function queueHandlers(queue: Queue, logger: Logger) {
  const lineOf = (id: number) =>
    queue.state.items.find((item) => item.id === id)?.line ??
    `item ${String(id)}`;
  const say = (peer: Peer, what: string, id: number) => {
    logger.add('info', nameOf(peer), `${what}: ${lineOf(id)}`);
  };
  return {
    'queue.get': () => queue.state,
    'queue.add': ({ scan, at }, { peer }) => {
      const id = queue.add(parseScan(scan), nameOf(peer), at);
      say(peer, 'Added to the queue', id);
      return { id };
    },
    'queue.edit': ({ id, scan }, { peer }) => {
      queue.edit(id, parseScan(scan));
      say(peer, 'Changed in the queue', id);
    },
    'queue.duplicate': ({ id }, { peer }) => {
      const copy = queue.duplicate(id, nameOf(peer));
      say(peer, 'Added to the queue', copy);
      return { id: copy };
    },
    'queue.move': ({ id, to }, { peer }) => {
      queue.move(id, to);
      say(peer, `Moved to place ${String(to + 1)} of the queue`, id);
    },
    'queue.remove': ({ id }, { peer }) => {
      const line = lineOf(id);
      queue.remove(id);
      logger.add('info', nameOf(peer), `Removed from the queue: ${line}`);
    },
    'queue.clear': (_input, { peer }) => {
      const { length } = queue.state.items;
      queue.clear();
      logger.add(
        'info',
        nameOf(peer),
        `Cleared the queue of ${String(length)} scans`,
      );
    },
    'queue.start': (_input, { peer }) => {
      queue.start();
      logger.add('info', nameOf(peer), 'Started the queue');
    },
    'queue.hold': (_input, { peer }) => {
      queue.hold(`${nameOf(peer)} asked for it.`);
      logger.add('info', nameOf(peer), 'Held the queue');
    },
  } satisfies Partial<StationHandlers>;
}
