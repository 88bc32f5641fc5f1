import type { BeamtimeContract } from '../../contract/index.ts';
import type { RpcServer } from '../../rpc/server.ts';
import type { Clock } from '../base/clock.ts';
import type { Devices } from '../device/types.ts';
import type { Engine } from '../engine/engine.ts';
import type { Queue } from '../queue/queue.ts';
import { Announcer } from './announcer.ts';
import type { Closers } from './closers.ts';
import type { Control } from './control.ts';
import type { Memory } from './memory.ts';
import type { Peer } from './peer.ts';
import type { RunService } from './run-service.ts';
import type { Watchers } from './watchers.ts';
import { watchReach } from './watch-reach.ts';

interface Parts {
  readonly clock: Clock;
  readonly server: RpcServer<BeamtimeContract, Peer>;
  readonly memory: Memory;
  readonly devices: Devices;
  readonly watchers: Watchers;
  readonly control: Control;
  readonly engine: Engine;
  readonly runs: RunService;
  readonly queue: Queue;
}

/** From now on clients are told what happens, and the queue sees what frees or stops it. */
export function announceAll(parts: Parts, closers: Closers): void {
  const {
    clock,
    server,
    memory,
    devices,
    watchers,
    control,
    engine,
    runs,
    queue,
  } = parts;
  const { store, logbook, onFault } = memory;
  const announcer = new Announcer({
    clock,
    server,
    devices,
    watchers,
    control,
    pointsFrom: (run, from) => store.data(run, from),
    onFault,
  });
  closers.add(() => {
    announcer.close();
  });
  runs.changed.add((run) => {
    announcer.run(run);
    if (!runs.isActive) queue.poke();
  });
  store.onPoint(() => {
    // At every point: `runs.current` would be made anew each time.
    if (engine.number !== null) announcer.point(engine.number);
  });
  queue.onChanged((state) => {
    announcer.queue(state);
  });
  logbook.onAdded((entry) => {
    announcer.log(entry);
  });
  closers.add(
    devices.onListChanged(() => {
      queue.recheck();
    }),
  );
  closers.add(
    watchReach(devices, clock, () => {
      queue.recheck();
    }),
  );
}
