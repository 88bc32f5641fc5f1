import type { BeamlineService } from '../beamline-service.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly beamline: BeamlineService;
  readonly logger: Logger;
}

/** Describing the beamline: its file, edited and brought into force. */
export function beamlineHandlers({ beamline, logger }: Parts) {
  return {
    'beamline.get': () => beamline.state(),

    'beamline.drivers': () => beamline.drivers(),

    'beamline.plan': ({ edit }) => beamline.plan(edit),

    'beamline.test': (what, { signal }) => beamline.test(what, signal),

    'beamline.apply': ({ edit, version }, { peer }) =>
      logger.failures(peer, async () => {
        const done = await beamline.apply(edit, version);
        logger.add(
          'info',
          nameOf(peer),
          `Changed the beamline file: ${changeInWords(done)}`,
        );
        return done;
      }),

    'beamline.reload': (_input, { peer }) =>
      logger.failures(peer, async () => {
        const done = await beamline.reload();
        logger.add(
          'info',
          nameOf(peer),
          `Read the beamline file again: ${changeInWords(done)}`,
        );
        for (const note of done.notes) logger.add('warning', 'station', note);
        return done;
      }),
  } satisfies Partial<StationHandlers>;
}

function changeInWords(change: {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly replaced: readonly string[];
}): string {
  const words = (['added', 'removed', 'replaced'] as const)
    .filter((kind) => change[kind].length > 0)
    .map((kind) => `${kind} ${change[kind].join(', ')}`);
  return words.length > 0 ? words.join('; ') : 'no instrument has changed';
}
