import { type BeamtimeContract, contract } from '../../contract/index.ts';
import { createClient } from '../../rpc/client.ts';
import { memoryPorts } from '../../rpc/ports/memory.ts';
import type { Client } from '../../rpc/types.ts';
import type { StationHost } from '../server/station-host.ts';

/** The desktop program as a client of its own station: for what must work even when the page does not. */
export function deskClient(
  station: Pick<StationHost, 'server'>,
): Client<BeamtimeContract> {
  const [near, far] = memoryPorts();
  station.server.accept(far, { host: 'the window menu', client: null });
  return createClient(contract, near);
}

/** As much of Electron's `powerSaveBlocker` as is needed. */
export interface PowerSaveBlocker {
  start(type: 'prevent-app-suspension'): number;
  stop(id: number): unknown;
}

/** Keeps the machine awake while a run is active. Answers with the way to stop doing so. */
export function keepAwakeDuringRuns(
  station: Pick<StationHost, 'isRunActive' | 'onRunActive'>,
  blocker: PowerSaveBlocker,
): () => void {
  let id: number | undefined;
  const set = (isActive: boolean) => {
    if (isActive) {
      id ??= blocker.start('prevent-app-suspension');
    } else if (id !== undefined) {
      blocker.stop(id);
      id = undefined;
    }
  };
  set(station.isRunActive());
  const stop = station.onRunActive(set);
  return () => {
    stop();
    set(false);
  };
}
