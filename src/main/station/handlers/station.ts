import type { Experiment, Snapshot } from '../../../contract/station.ts';
import type { Control } from '../control.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly control: Control;
  readonly snapshot: () => Snapshot;
  readonly setExperiment: (change: Partial<Experiment>) => Experiment;
  readonly logger: Logger;
}

/** Who comes, and what it finds. */
export function stationHandlers(parts: Parts) {
  const { control, snapshot, setExperiment, logger } = parts;
  return {
    'station.hello': (client, { peer }) => {
      control.join(peer, client);
      return snapshot();
    },
    'station.snapshot': () => snapshot(),
    'experiment.set': ({ proposal, sample, dataset }, { peer }) => {
      const now = setExperiment({
        ...(proposal !== undefined && { proposal }),
        ...(sample !== undefined && { sample }),
        ...(dataset !== undefined && { dataset }),
      });
      logger.add(
        'info',
        nameOf(peer),
        `Proposal ${now.proposal}, sample ${now.sample}, dataset ${now.dataset}`,
      );
      return now;
    },
  } satisfies Partial<StationHandlers>;
}
