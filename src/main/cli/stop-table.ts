import type { StopState } from '../../contract/devices.ts';
import { formatTable } from './terminal.ts';

/** What follows a STOP ALL in a station that goes on. */
export const stopStays =
  'Nothing moves until the stop is reset, in the window or with `beamtime stop --reset`.';

/** What a STOP ALL did, a line per device. */
export function stopTable(results: StopState['results']): string {
  const rows = results.map(({ name, isStopped, message, milliseconds }) => [
    name,
    isStopped ? 'done' : 'NOT DONE',
    `${milliseconds.toFixed(1)} ms`,
    message,
  ]);
  return formatTable(['name', 'result', 'after', ''], rows, [2]);
}
