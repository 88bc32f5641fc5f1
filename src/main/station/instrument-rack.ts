import { isDeepStrictEqual } from 'node:util';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { lineKey } from '../config/shared-lines.ts';
import type {
  Beamline,
  BeamlineInstrument,
  BeamlineLine,
} from '../config/types.ts';
import { createDevices, type DeviceRegistry } from '../device/registry.ts';
import type { Device, Devices } from '../device/types.ts';
import type { Instrument } from '../drivers/types.ts';
import type { Simulator } from '../simulator/index.ts';
import type { KeptLimits } from './kept-limits.ts';
import type { KeptOffsets } from './kept-offsets.ts';
import { lineOpener } from './line-opener.ts';
import type { Logger } from './logger.ts';

interface Parts {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'add'>;
  /** Undefined: lines to simulated instruments stay closed. */
  readonly simulator: Simulator | undefined;
  readonly limitsKept: Pick<KeptLimits, 'restore'>;
  readonly offsetsKept: Pick<KeptOffsets, 'restore'>;
}

/** An instrument and the entry of the beamline file that it was made from. */
export interface Mounted {
  readonly entry: BeamlineInstrument;
  readonly instrument: Instrument;
}

/** A device that goes on under another name. */
export type Renamed = Pick<
  Extract<BeamlineEdit, { kind: 'rename-device' }>,
  'device' | 'name'
>;

/** What a changed beamline file does to the instruments, by their names. */
export interface RackChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Taken out and put in again: what changed, and what is made of it. */
  readonly replaced: readonly string[];
}

/** The instruments of a beamline: created, replaced one by one while the others go on, and closed. */
export class InstrumentRack {
  readonly #parts: Parts;
  readonly #devices: DeviceRegistry = createDevices();
  #mounted: readonly Mounted[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get devices(): Devices {
    return this.#devices;
  }

  instruments(): readonly Instrument[] {
    return this.#mounted.map(({ instrument }) => instrument);
  }

  /** The one that has this line, whatever its settings, and its entry. */
  onLine(line: BeamlineLine): Mounted | undefined {
    return this.#mounted.find(
      ({ entry }) =>
        entry.line !== null && lineKey(entry.line) === lineKey(line),
    );
  }

  /** Brings the instruments of a beamline to life. Nothing is connected yet. */
  create(beamline: Beamline): void {
    this.#mounted = beamline.instruments.map((entry) => {
      const mounted = this.#mount(entry, beamline);
      for (const device of mounted.instrument.devices)
        this.#devices.add(device);
      return mounted;
    });
  }

  /** Puts back what people set on the devices before. */
  restore(): Promise<void> {
    return this.#bringBack(this.#devices.all());
  }

  start(): void {
    for (const instrument of this.instruments()) instrument.start();
  }

  async close(): Promise<void> {
    await Promise.all(
      this.instruments().map((instrument) => instrument.close()),
    );
  }

  /** What `change` would do, and the devices that it would interrupt. */
  plan(next: Beamline): RackChange & { readonly interrupts: Device[] } {
    const isKept = this.#keptBy(next);
    const gone = this.#mounted.filter((mounted) => !isKept(mounted.entry));
    const names = new Set(this.#mounted.map(({ entry }) => entry.name));
    const later = new Set(next.instruments.map(({ name }) => name));
    const goneNames = gone.map(({ entry }) => entry.name);
    return {
      added: [...later].filter((name) => !names.has(name)),
      removed: goneNames.filter((name) => !later.has(name)),
      replaced: goneNames.filter((name) => later.has(name)),
      interrupts: gone.flatMap(({ instrument }) => [...instrument.devices]),
    };
  }

  /**
   * Makes the instruments what the file says now: only those concerned are interrupted, locks are carried over.
   *
   * @throws BeamtimeError `busy` when a device that would be interrupted is moving or counting
   */
  async change(next: Beamline, renamed?: Renamed): Promise<RackChange> {
    const { interrupts, ...change } = this.plan(next);
    this.assertAtRest(interrupts);
    const isKept = this.#keptBy(next);
    const gone = this.#mounted.filter(({ entry }) => !isKept(entry));
    const kept = new Map(
      this.#mounted
        .filter((mounted) => !gone.includes(mounted))
        .map((mounted) => [mounted.entry.name, mounted]),
    );
    await Promise.all(gone.map(({ instrument }) => instrument.close()));
    const come: Mounted[] = [];
    this.#mounted = next.instruments.map((entry) => {
      const same = kept.get(entry.name);
      if (same) return { ...same, entry };
      const mounted = this.#mount(entry, next);
      come.push(mounted);
      return mounted;
    });
    const devices = come.flatMap(({ instrument }) => [...instrument.devices]);
    // Before locks, which would refuse it.
    await this.#bringBack(devices);
    for (const device of devices) carryLock(interrupts, device, renamed);
    this.#devices.replace(
      interrupts,
      devices,
      this.#mounted.flatMap(({ instrument }) =>
        instrument.devices.map(({ info }) => info.name),
      ),
    );
    for (const { instrument } of come) instrument.start();
    return change;
  }

  /** @throws BeamtimeError `busy` when one of these is moving or counting */
  assertAtRest(devices: readonly Device[]): void {
    const busy = devices.find((device) =>
      ['moving', 'counting'].includes(device.reading().status),
    );
    if (!busy) return;
    throw new BeamtimeError(
      'busy',
      `${busy.info.name} is ${busy.reading().status} now and would be interrupted. Wait for its end, or stop it.`,
    );
  }

  /** Whether an instrument stays as it is: its entry is the same, and nothing that it is made of changes. */
  #keptBy(next: Beamline): (entry: BeamlineInstrument) => boolean {
    const later = new Map(next.instruments.map((entry) => [entry.name, entry]));
    const changing = new Set<string>();
    const mark = (entry: BeamlineInstrument) => {
      for (const { name } of entry.driver.names(entry.config))
        changing.add(name);
    };
    const before = this.#mounted.map(({ entry }) => entry);
    const isSame = (entry: BeamlineInstrument) =>
      isEqual(entry, later.get(entry.name));
    for (const entry of before) if (!isSame(entry)) mark(entry);
    const known = new Set(before.map(({ name }) => name));
    for (const entry of next.instruments)
      if (!known.has(entry.name)) mark(entry);
    const isMadeOfChanging = ({ driver, config }: BeamlineInstrument) =>
      driver.uses?.(config).some(({ name }) => changing.has(name)) ?? false;
    for (let size = -1; size !== changing.size;) {
      size = changing.size;
      for (const entry of before) if (isMadeOfChanging(entry)) mark(entry);
    }
    return (entry) => isSame(entry) && !isMadeOfChanging(entry);
  }

  #mount(entry: BeamlineInstrument, beamline: Beamline): Mounted {
    const { clock, logger, simulator } = this.#parts;
    const { driver, config, line } = entry;
    const instrument = driver.create(config, {
      clock,
      devices: this.#devices,
      line: line === null ? undefined : lineOpener(line, simulator),
      isSimulated: line ? 'simulator' in line : beamline.isSimulated,
      log(level, text) {
        logger.add(level, 'station', text);
      },
    });
    return { entry, instrument };
  }

  async #bringBack(devices: readonly Device[]): Promise<void> {
    await this.#parts.offsetsKept.restore(devices);
    this.#parts.limitsKept.restore(devices);
  }
}

function isEqual(
  one: BeamlineInstrument,
  other: BeamlineInstrument | undefined,
): boolean {
  return (
    other !== undefined &&
    one.driver === other.driver &&
    isDeepStrictEqual(one.config, other.config) &&
    isDeepStrictEqual(one.line, other.line)
  );
}

/** The same device is still not to be touched. */
function carryLock(
  before: readonly Device[],
  { info, locking }: Device,
  renamed: Renamed | undefined,
): void {
  const name = info.name === renamed?.name ? renamed.device : info.name;
  const same = before.find((device) => device.info.name === name);
  const lock = same?.locking.lock;
  if (lock) locking.take(lock);
}
