import type { BeamtimeContract } from '../../contract/index.ts';
import type { LogEntry } from '../../contract/log.ts';
import type { PointBlock, Run } from '../../contract/runs.ts';
import type { QueueState } from '../../contract/queue.ts';
import type { RpcServer } from '../../rpc/server.ts';
import type { Clock } from '../base/clock.ts';
import { Coalescer } from '../base/coalesce.ts';
import { detailOf } from '../device/detail.ts';
import type { Device, Devices } from '../device/types.ts';
import type { Control } from './control.ts';
import type { Peer } from './peer.ts';
import { stateOf } from './state-of.ts';
import type { Watchers } from './watchers.ts';

/** At most 20 messages a second of each kind: what a page can draw and a slow line can take. */
const INTERVAL_MS = 50;
/** Who reads all parameters of a device reads numbers, not a curve. */
const DETAIL_INTERVAL_MS = 200;

interface Parts {
  readonly clock: Clock;
  readonly server: RpcServer<BeamtimeContract, Peer>;
  readonly devices: Devices;
  readonly watchers: Watchers;
  readonly control: Control;
  /** Points of a run from an index on. */
  readonly pointsFrom: (run: number, from: number) => Promise<PointBlock>;
  /** Something went wrong where nobody waits for an answer. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Tells every client what happened. Readings are merged, newest wins; points are batched and never dropped.
 */
export class Announcer {
  readonly #parts: Parts;
  readonly #changed = new Set<Device>();
  readonly #detailed = new Set<Device>();
  readonly #details: Coalescer;
  readonly #readings: Coalescer;
  readonly #points: Coalescer;
  readonly #stops: (() => void)[];
  /** The run whose points are being sent, and how many of them have been. */
  #sending: { run: number; sent: number } | null = null;

  constructor(parts: Parts) {
    const { clock, server, devices, control } = parts;
    this.#parts = parts;
    this.#readings = new Coalescer(clock, INTERVAL_MS, () => {
      this.#sendReadings();
    });
    this.#details = new Coalescer(clock, DETAIL_INTERVAL_MS, () => {
      this.#sendDetails();
    });
    this.#points = new Coalescer(clock, INTERVAL_MS, () => {
      this.#sendPoints().catch(parts.onFault);
    });
    this.#stops = [
      devices.follow((device) => {
        const stops = [
          device.onChanged(() => {
            this.#changed.add(device);
            this.#readings.request();
            this.#detail(device);
          }),
          device.onParameterChanged(() => {
            this.#detail(device);
          }),
        ];
        return () => {
          for (const stop of stops) stop();
          this.#changed.delete(device);
          this.#detailed.delete(device);
        };
      }),
      devices.onListChanged(() => {
        server.emit('devices.listChanged', devices.all().map(stateOf));
      }),
      devices.latch.onChanged((state) => {
        server.emit('devices.stopChanged', state);
      }),
      control.changed.add((state) => {
        server.emit('control.changed', state);
      }),
    ];
  }

  /** A run started, went on, or changed its state. Its points so far go out before its end does. */
  run(run: Run): void {
    const { server, onFault } = this.#parts;
    const tell = () => {
      server.emit('runs.changed', run);
    };
    if (run.endedAt === null) tell();
    else this.#sendPoints().catch(onFault).finally(tell);
  }

  /** A point was recorded. */
  point(run: number): void {
    if (this.#sending?.run !== run) this.#sending = { run, sent: 0 };
    this.#points.request();
  }

  queue(state: QueueState): void {
    this.#parts.server.emit('queue.changed', state);
  }

  log(entry: LogEntry): void {
    this.#parts.server.emit('log.added', entry);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    for (const due of [this.#readings, this.#details, this.#points])
      due.close();
  }

  #sendReadings(): void {
    const readings = [...this.#changed].map((device) => device.reading());
    this.#changed.clear();
    this.#parts.server.emit('devices.changed', readings);
  }

  /** All parameters of a device are told of while somebody looks at it. */
  #detail(device: Device): void {
    if (!this.#parts.watchers.has(device.info.name)) return;
    this.#detailed.add(device);
    this.#details.request();
  }

  #sendDetails(): void {
    const details = [...this.#detailed].map(detailOf);
    this.#detailed.clear();
    this.#parts.server.emit('devices.detailChanged', details);
  }

  async #sendPoints(): Promise<void> {
    const { server, pointsFrom } = this.#parts;
    const sending = this.#sending;
    while (sending && sending === this.#sending) {
      const first = sending.sent;
      const block = await pointsFrom(sending.run, first);
      // Another call may have sent them while this one waited.
      if (block.count === 0 || sending.sent !== first) return;
      sending.sent += block.count;
      server.emit('runs.points', block);
    }
  }
}
