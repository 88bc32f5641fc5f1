import { Experiment } from '../../contract/station.ts';
import type { Settings } from '../data/settings.ts';

const NAME = 'experiment';

/** What is being measured now, and for whom. */
export interface CurrentExperiment {
  get(): Experiment;
  change(change: Partial<Experiment>): Experiment;
}

/** The experiment as it was left, else the one of the beamline file. */
export function currentExperiment(
  settings: Settings,
  first: Experiment,
): CurrentExperiment {
  let now = settings.get(NAME, Experiment) ?? first;
  return {
    get: () => now,
    change(change) {
      now = { ...now, ...change };
      settings.set(NAME, now);
      return now;
    },
  };
}
