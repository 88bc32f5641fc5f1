import {
  type Icon,
  IconCircleCheck,
  IconLoader,
  IconPlugConnectedX,
  IconPlugX,
} from '@tabler/icons-react';
import type { LineExchange, LineState } from '../../../contract/lines.ts';
import type { Tone } from '../../widgets/device-state.ts';

/** How the state of a line is shown. */
export const lineStates: Record<
  LineState['state'],
  { icon: Icon; word: string; tone: Tone }
> = {
  connecting: { icon: IconLoader, word: 'Connecting', tone: 'look' },
  connected: { icon: IconCircleCheck, word: 'Connected', tone: 'fine' },
  lost: { icon: IconPlugConnectedX, word: 'Lost', tone: 'error' },
  closed: { icon: IconPlugX, word: 'Closed', tone: 'off' },
};

/** Milliseconds with as many digits as tell something: `0.08`, `3.2`, `250`. */
export function formatMs(milliseconds: number): string {
  if (milliseconds >= 100) return milliseconds.toFixed(0);
  return milliseconds.toFixed(milliseconds >= 1 ? 1 : 2);
}

/** `0.08 · 0.11 · 3.2`: the shortest, the median, the longest. */
export function roundTrip({ roundTrip: times }: LineState): string {
  if (!times) return '–';
  return [times.min, times.median, times.max].map(formatMs).join(' · ');
}

/** How many exchanges were said between two that are shown, and are not: the line was faster than the page. */
export function missing(
  entry: LineExchange,
  before: LineExchange | undefined,
): number {
  return before ? entry.id - before.id - 1 : 0;
}

/** Exchanges as lines of text, for a mail or a logbook: time, ms, sent, received. */
export function asText(
  line: LineState,
  exchanges: readonly LineExchange[],
): string {
  const head = `${line.address}: ${lineStates[line.state].word.toLowerCase()}, ${line.devices.join(' ')}`;
  const rows = exchanges.map((entry, index) => {
    const gap = missing(entry, exchanges[index - 1]);
    const { time, milliseconds, sent, received, error } = entry;
    const row = [
      new Date(time).toISOString(),
      milliseconds === null ? '' : `${formatMs(milliseconds)} ms`,
      sent,
      received ?? '',
      error ?? '',
    ].join('\t');
    return gap > 0 ? `... ${gap} more ...\n${row}` : row;
  });
  return [head, 'time\tms\tsent\treceived\terror', ...rows, ''].join('\n');
}
