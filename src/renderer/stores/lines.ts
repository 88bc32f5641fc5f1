import { create } from 'zustand';
import type {
  LineExchange,
  LineState,
  LineTraffic,
} from '../../contract/lines.ts';
import { toReport } from '../../contract/errors.ts';
import { ask } from './call.ts';
import { useConnection } from './connection.ts';

/** Exchanges of the chosen line that are kept in the page. */
const kept = 500;

/** The lines to the hardware, while they are looked at. */
export interface Lines {
  readonly lines: readonly LineState[];
  /** The line that is looked at closely. */
  readonly chosen: string | null;
  /** What was said on it last, oldest first. */
  readonly exchanges: readonly LineExchange[];
  /** Why lines cannot be looked at, in words. */
  readonly problem: string | null;
}

export const useLines = create<Lines>()(() => ({
  lines: [],
  chosen: null,
  exchanges: [],
  problem: null,
}));

let isWatching = false;

/** Has the lines told from now on. Answers with the way to stop. */
export function watchLines(): () => void {
  isWatching = true;
  void fetchLines();
  return () => {
    isWatching = false;
    // Who is not connected is not told anything any more either.
    ask('lines.unwatch').catch(() => undefined);
  };
}

/** The station does not know of a new connection what the one before it looked at. */
export function watchLinesAgain(): void {
  if (isWatching) void fetchLines();
}

/** Looks closely at a line. */
export function chooseLine(name: string): void {
  if (useLines.getState().chosen === name) return;
  useLines.setState({ chosen: name, exchanges: [] });
  void fetchLines();
}

export function applyLines(lines: readonly LineState[]): void {
  if (!isWatching) return;
  useLines.setState({ lines });
}

/** Takes what was said. It is told to all clients; what is known already or not looked at is left out. */
export function applySaid({ name, exchanges }: LineTraffic): void {
  const { chosen, exchanges: known } = useLines.getState();
  if (name !== chosen) return;
  const last = known.at(-1)?.id ?? -1;
  // An instrument that was put in anew counts anew.
  if ((exchanges.at(-1)?.id ?? last) < last) {
    useLines.setState({ exchanges });
    return;
  }
  const fresh = exchanges.filter(({ id }) => id > last);
  if (fresh.length === 0) return;
  useLines.setState({ exchanges: [...known, ...fresh].slice(-kept) });
}

async function fetchLines(): Promise<void> {
  if (useConnection.getState().client === null) return;
  const { chosen } = useLines.getState();
  try {
    const { lines, traffic } = await ask('lines.watch', { name: chosen });
    if (useLines.getState().chosen !== chosen) return;
    useLines.setState({
      lines,
      exchanges: traffic?.exchanges ?? [],
      problem: null,
    });
    const [first] = lines;
    if (chosen === null && first) chooseLine(first.name);
  } catch (error) {
    // A station with another beamline file has other lines.
    if (chosen !== null && toReport(error).code === 'bad-input') {
      useLines.setState({ chosen: null, exchanges: [] });
      await fetchLines();
      return;
    }
    useLines.setState({ problem: toReport(error).message });
  }
}
