import { findClearPeak } from '../../analysis/peak.ts';
import { BeamtimeError } from '../../../contract/errors.ts';
import type { PointBlock, Run } from '../../../contract/runs.ts';
import { scanTypeInfos } from '../../scan/index.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { RunService } from '../run-service.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly runs: RunService;
  readonly logger: Logger;
  readonly list: (before: number | undefined, limit: number) => Run[];
  readonly get: (run: number) => Run;
  readonly pointsFrom: (run: number, from: number) => Promise<PointBlock>;
  readonly allPoints: (run: number) => Promise<PointBlock>;
}

/** Scans before, during and after. */
export function runHandlers(parts: Parts) {
  const { runs, logger, list, get, pointsFrom, allPoints } = parts;
  return {
    'scans.types': () => scanTypeInfos(),
    'scans.check': (source) => runs.plan(source),

    'runs.start': (source, { peer }) =>
      logger.failures(peer, () => {
        const { run } = runs.start(source, nameOf(peer));
        return { run };
      }),
    'runs.pause': ({ now }, { peer }) => {
      runs.pause(now, nameOf(peer));
    },
    'runs.resume': (_input, { peer }) => {
      runs.resume(nameOf(peer));
    },
    'runs.skip': (_input, { peer }) => {
      runs.skip(nameOf(peer));
    },
    'runs.abort': (_input, { peer }) => {
      runs.abort(nameOf(peer));
    },

    'runs.list': ({ before, limit }) => list(before, limit),
    'runs.get': ({ run }) => get(run),
    'runs.data': ({ run, from }) => pointsFrom(run, from),
    'runs.peak': async ({ run, x, y }) => {
      const { columns } = get(run);
      const { columns: data } = await allPoints(run);
      const [xs, ys] = [x, y].map(
        (name) => data[columns.findIndex((column) => column.name === name)],
      );
      if (xs && ys) return findClearPeak(xs, ys);
      throw new BeamtimeError(
        'bad-input',
        `Run ${String(run)} has no column ${xs ? y : x}. It has: ${columns.map((column) => column.name).join(', ')}.`,
      );
    },
  } satisfies Partial<StationHandlers>;
}
