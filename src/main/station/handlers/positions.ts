import type { NamedPositions } from '../../../contract/positions.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { PositionsService } from '../positions-service.ts';
import { unlessCallerVanishes } from './caller.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly positions: PositionsService;
  readonly logger: Logger;
  readonly onPositionsChanged: (all: NamedPositions[]) => void;
}

/** Named positions: saved, compared, gone back to. */
export function positionHandlers(parts: Parts) {
  const { positions, logger } = parts;
  const changed = () => {
    parts.onPositionsChanged(positions.list());
  };
  return {
    'positions.list': () => positions.list(),

    'positions.save': async ({ name, axes, isReplacing = false }, { peer }) => {
      const who = nameOf(peer);
      const saved = await positions.save(name, who, axes, isReplacing);
      logger.add(
        'info',
        who,
        `Saved the positions of ${saved.positions.map(({ axis }) => axis).join(', ')} as "${name}"`,
      );
      changed();
      return saved;
    },

    'positions.remove': ({ name }, { peer }) => {
      positions.remove(name);
      logger.add('info', nameOf(peer), `Removed the positions "${name}"`);
      changed();
    },

    'positions.compare': ({ name }) => positions.compare(name),

    'positions.restore': async (
      { name, axes, isTogether = false },
      { peer, signal },
    ) => {
      logger.add('info', nameOf(peer), `Going back to the positions "${name}"`);
      await logger.failures(peer, () =>
        positions.restore(name, axes, isTogether, unlessCallerVanishes(signal)),
      );
    },
  } satisfies Partial<StationHandlers>;
}
