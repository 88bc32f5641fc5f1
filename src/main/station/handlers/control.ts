import type { Control } from '../control.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { StationHandlers } from './types.ts';

/** Who steers. */
export function controlHandlers(control: Control, logger: Logger) {
  return {
    'control.get': () => control.state(),
    'control.request': (_input, { peer }) => {
      control.request(peer);
      const got = control.holds(peer);
      logger.add(
        'info',
        nameOf(peer),
        got ? 'Got control' : 'Asked for control',
      );
    },
    'control.take': (_input, { peer }) => {
      control.take(peer);
      logger.add('info', nameOf(peer), 'Took control');
    },
    'control.release': (_input, { peer }) => {
      control.release(peer);
      logger.add('info', nameOf(peer), 'Released control');
    },
    'control.give': ({ session }, { peer }) => {
      const to = control
        .state()
        .clients.find((client) => client.session === session);
      control.give(peer, session);
      logger.add(
        'info',
        nameOf(peer),
        `Gave control to ${to?.name ?? 'another client'}`,
      );
    },
  } satisfies Partial<StationHandlers>;
}
