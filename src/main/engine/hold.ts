import { toReport } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { formatSeconds } from '../base/wait.ts';
import { isLostContact } from '../device/lost-contact.ts';
import type { Device, Devices } from '../device/types.ts';
import { rootsOf } from '../scan/index.ts';
import type { Scan } from '../scan/scan.ts';
import { LastPlaces } from './last-places.ts';

/** A device may be away for so long; then the run is given up. */
const LONGEST_MS = 3_600_000;
/** Contact may be lost so often at one point. */
const MOST_LOSSES = 5;
/** Before a point is tried again; more with every loss at the same point. */
const REST_MS = 500;

/** How a hold ended: everything is there again, nobody waits for it any more, or it took too long. */
export type HoldEnd = 'back' | 'woken' | 'given up';

/**
 * The waiting of a run for devices that are away. A line that was pulled is no reason to lose a night: the run waits
 * until everything that it uses is there and at rest, and measures the point again.
 */
export class Hold {
  readonly #clock: Clock;
  readonly #devices: readonly Device[];
  readonly #places: LastPlaces;
  #error: unknown = null;
  #point = -1;
  #losses = 0;
  #since: number | null = null;
  #holds = 0;
  #heldMs = 0;
  #firstCause = '';

  constructor(scan: Scan, devices: Devices, clock: Clock) {
    this.#clock = clock;
    this.#devices = usedBy(scan, devices);
    this.#places = new LastPlaces(
      this.#devices.filter(({ movable }) => movable),
    );
  }

  /** Whether a failure at a point is a reason to wait, and none to end the run. */
  takes(error: unknown, point: number): boolean {
    if (!isLostContact(error)) return false;
    if (point !== this.#point) this.#losses = 0;
    this.#point = point;
    this.#losses += 1;
    if (this.#losses > MOST_LOSSES) return false;
    this.#error = error;
    this.#places.remember();
    return true;
  }

  /** The failure that is to be waited out; null = none. */
  get cause(): unknown {
    return this.#error;
  }

  /** What it waits for, in words. */
  inWords(): string {
    const away = this.#away();
    return away.length > 0 ? away.join(' ') : toReport(this.#error).message;
  }

  /** When it began, ms since the epoch; null while it does not wait. */
  get since(): number | null {
    return this.#since;
  }

  /** Waits until everything is there and at rest, or until somebody wakes it. */
  async untilOver(woken: Promise<void>): Promise<HoldEnd> {
    const { promise, resolve } = Promise.withResolvers<HoldEnd>();
    const began = this.#clock.monotonic();
    this.#since = this.#clock.now();
    if (this.#holds === 0) this.#firstCause = toReport(this.#error).message;
    this.#holds += 1;
    let hasRested = false;
    const look = () => {
      if (hasRested && this.#away().length === 0) resolve('back');
    };
    const ends = [
      ...this.#devices.map((device) => device.onChanged(look)),
      this.#clock.after(REST_MS * this.#losses, () => {
        hasRested = true;
        look();
      }),
      this.#clock.after(LONGEST_MS, () => resolve('given up')),
    ];
    void woken.then(() => resolve('woken'));
    const end = await promise;
    for (const release of ends) release();
    this.#since = null;
    this.#heldMs += this.#clock.monotonic() - began;
    if (end !== 'given up') this.#error = null;
    if (end === 'woken') this.#losses = 0;
    return end;
  }

  /** Why somebody has to look before it goes on, though everything is there again; null = it may go on. */
  whyLook(): string | null {
    return this.#places.whyLook();
  }

  /** What the file should tell of it; null = the run never waited. */
  summary(): string | null {
    if (this.#holds === 0) return null;
    const times = this.#holds === 1 ? 'once' : `${String(this.#holds)} times`;
    return `Held ${times}, ${formatSeconds(this.#heldMs)} in all, because contact was lost; what was cut was measured again. First: ${this.#firstCause}`;
  }

  #away(): string[] {
    return this.#devices.flatMap((device) => {
      const { name, status, message } = device.reading();
      if (status === 'offline')
        return [`${name} is offline. ${message ?? ''}`.trim()];
      return status === 'moving' || status === 'counting'
        ? [`${name} is not at rest yet.`]
        : [];
    });
  }
}

/** Everything with hardware that a scan moves or reads: what pseudo axes and calculated counters are made of. */
function usedBy(scan: Scan, devices: Devices): Device[] {
  const names = new Set([
    ...scan.axes.flatMap((name) => [...rootsOf(name, devices)]),
    ...scan.detectors.filter((name) => !devices.find(name)?.derived),
  ]);
  return [...names].flatMap((name) => devices.find(name) ?? []);
}
