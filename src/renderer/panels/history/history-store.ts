import { create } from 'zustand';
import type { Run } from '../../../contract/runs.ts';
import { call } from '../../stores/call.ts';
import { addOlderRuns, useStation } from '../../stores/station.ts';
import { outcomeOf } from '../../widgets/outcome.ts';

/** What is looked for in the history, and whether older runs are being fetched. */
export interface HistoryView {
  readonly filter: string;
  readonly isLoading: boolean;
  /** The station has no older runs. */
  readonly isComplete: boolean;
  readonly setFilter: (filter: string) => void;
}

export const useHistoryView = create<HistoryView>()((set) => ({
  filter: '',
  isLoading: false,
  isComplete: false,
  setFilter: (filter) => set({ filter }),
}));

const pageSize = 100;

/** Fetches the runs before the oldest known. */
export async function loadOlder(): Promise<void> {
  const { isLoading, isComplete } = useHistoryView.getState();
  const oldest = useStation.getState().history.at(-1);
  if (isLoading || isComplete || oldest === undefined) {
    return;
  }
  useHistoryView.setState({ isLoading: true });
  const older = await call('runs.list', {
    before: oldest.number,
    limit: pageSize,
  });
  if (older) {
    addOlderRuns(older);
  }
  // A refusal has been said; asking again on every scroll would say it for ever.
  useHistoryView.setState({
    isLoading: false,
    isComplete: (older?.length ?? 0) < pageSize,
  });
}

/** The runs in which every word of the filter occurs: in number, line, sample, who or outcome. */
export function filterRuns(
  runs: readonly Run[],
  filter: string,
): readonly Run[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return runs;
  }
  return runs.filter((run) => {
    const { number, line, sample, dataset, who } = run;
    const text =
      `#${number} ${line} ${sample} ${dataset} ${who} ${outcomeOf(run).text}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
