import { moveTo } from '../stores/moves.ts';
import { toggleLog, usePlotNow } from '../stores/plot-view.ts';
import { moveRefusal } from '../stores/refusals.ts';
import type { Command } from './command.ts';

const nothing = 'There is nothing on the plot yet.';

/** What can be done with the plot. */
export const plotCommands = [
  {
    id: 'plot.goToPeak',
    title: 'Go to the peak',
    group: 'Plot',
    keys: ['G'],
    // It moves a motor: a letter meant for a field must not do that from anywhere.
    scope: 'plot',
    refusal: () => {
      const { axis, peak } = usePlotNow.getState();
      if (axis === null) return 'The plot has no axis that could be moved.';
      return peak?.max == null
        ? 'The plot shows no peak.'
        : moveRefusal(axis, peak.max);
    },
    run: () => {
      const { axis, peak } = usePlotNow.getState();
      if (axis !== null && peak?.max != null) moveTo(axis, peak.max);
    },
  },
  {
    id: 'plot.log',
    title: 'Switch the logarithmic scale',
    group: 'Plot',
    keys: ['L'],
    refusal: () => (usePlotNow.getState().channel === null ? nothing : null),
    run: toggleLog,
  },
  {
    id: 'plot.all',
    title: 'Show the whole plot',
    group: 'Plot',
    keys: [],
    refusal: () => (usePlotNow.getState().resetZoom === null ? nothing : null),
    run: () => usePlotNow.getState().resetZoom?.(),
  },
  {
    id: 'plot.csv',
    title: 'Save the data as CSV',
    group: 'Plot',
    keys: [],
    refusal: () => (usePlotNow.getState().saveCsv === null ? nothing : null),
    run: () => usePlotNow.getState().saveCsv?.(),
  },
  {
    id: 'plot.png',
    title: 'Save the plot as a picture',
    group: 'Plot',
    keys: [],
    refusal: () => (usePlotNow.getState().savePng === null ? nothing : null),
    run: () => usePlotNow.getState().savePng?.(),
  },
] as const satisfies readonly Command[];
