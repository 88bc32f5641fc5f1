import { create } from 'zustand';
import type { LogEntry } from '../../../contract/log.ts';
import { call } from '../../stores/call.ts';
import { addOlderLog, useStation } from '../../stores/station.ts';

export const logFilters = [
  { value: 'all', label: 'All' },
  { value: 'trouble', label: 'Warnings and errors' },
] as const;
export type LogFilter = (typeof logFilters)[number]['value'];

export interface LogView {
  readonly filter: LogFilter;
  readonly isLoading: boolean;
  readonly isComplete: boolean;
  readonly setFilter: (filter: LogFilter) => void;
}

export const useLogView = create<LogView>()((set) => ({
  filter: 'all',
  isLoading: false,
  isComplete: false,
  setFilter: (filter) => set({ filter }),
}));

const pageSize = 200;

/** Fetches the entries before the oldest known. */
export async function loadOlder(): Promise<void> {
  const { isLoading, isComplete } = useLogView.getState();
  const oldest = useStation.getState().log[0];
  if (isLoading || isComplete || oldest === undefined) {
    return;
  }
  useLogView.setState({ isLoading: true });
  const older = await call('log.list', { before: oldest.id, limit: pageSize });
  if (older) {
    addOlderLog(older);
  }
  useLogView.setState({
    isLoading: false,
    isComplete: (older?.length ?? 0) < pageSize,
  });
}

/** What a filter lets through, newest first. */
export function filterLog(
  entries: readonly LogEntry[],
  filter: LogFilter | 'notes',
): readonly LogEntry[] {
  const fits = {
    all: () => true,
    trouble: ({ level }: LogEntry) => level === 'warning' || level === 'error',
    notes: ({ level }: LogEntry) => level === 'note',
  }[filter];
  return entries.filter(fits).toReversed();
}
