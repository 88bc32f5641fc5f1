import type { BeamlineEdit } from '../../contract/beamline.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import {
  compareInstruments,
  devicesOf,
  type ChangedInstrument,
} from '../config/compare.ts';
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
import { carryOver } from './carry-over.ts';
import type { KeptLimits } from './kept-limits.ts';
import type { KeptOffsets } from './kept-offsets.ts';
import { lineOpener } from './line-opener.ts';
import { assertMayGo } from './locks-of-gone.ts';
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

/** What a change would do. */
export interface RackPlan extends RackChange {
  readonly interrupts: readonly Device[];
  /** Those of them whose name nobody has any more. */
  readonly gone: readonly Device[];
}

/** The instruments of a beamline: created, replaced one by one while the others go on, and closed. */
export class InstrumentRack {
  readonly #parts: Parts;
  readonly #devices: DeviceRegistry = createDevices();
  readonly #carryOver = carryOver((text) => {
    this.#parts.logger.add('warning', 'station', text);
  });
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

  /** What `change` would do, the devices that it would interrupt, and those of them that would be gone. */
  plan(next: Beamline, renamed?: Renamed): RackPlan {
    const { added, removed, replaced, kept } = this.#compare(next);
    const stays = new Set(kept.map(({ before }) => before));
    const names = new Set(next.instruments.flatMap(devicesOf));
    const interrupts = this.#mounted
      .filter(({ entry }) => !stays.has(entry))
      .flatMap(({ instrument }) => [...instrument.devices]);
    return {
      added: added.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
      replaced: replaced.map(({ after }) => after.name),
      interrupts,
      gone: interrupts.filter(
        ({ info: { name } }) => !names.has(name) && name !== renamed?.device,
      ),
    };
  }

  /**
   * Makes the instruments what the file says now: only those concerned are interrupted, and what people set on them is carried over.
   *
   * @throws BeamtimeError `busy` when a device that would be interrupted is moving or counting, `lock` when one that
   * would be gone is locked permanently
   */
  async change(next: Beamline, renamed?: Renamed): Promise<RackChange> {
    const { interrupts, gone, ...change } = this.plan(next, renamed);
    this.assertAtRest(interrupts);
    assertMayGo(gone);
    const { kept } = this.#compare(next);
    const stays = new Map(kept.map(({ before, after }) => [before, after]));
    const staying = new Map(
      this.#mounted.map((mounted) => [stays.get(mounted.entry), mounted]),
    );
    await Promise.all(
      this.#mounted
        .filter(({ entry }) => !stays.has(entry))
        .map(({ instrument }) => instrument.close()),
    );
    const come: Mounted[] = [];
    this.#mounted = next.instruments.map((entry) => {
      const same = staying.get(entry);
      if (same) return { ...same, entry };
      const mounted = this.#mount(entry, next);
      come.push(mounted);
      return mounted;
    });
    const devices = come.flatMap(({ instrument }) => [...instrument.devices]);
    // Before locks, which would refuse it.
    await this.#bringBack(devices);
    for (const device of devices) {
      const before = predecessor(interrupts, device, renamed);
      if (before) await this.#carryOver.carry(before, device);
    }
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

  /** What changes; an instrument that is the same, but is made of devices that change, is replaced as well. */
  #compare(next: Beamline) {
    const entries = this.#mounted.map(({ entry }) => entry);
    const { added, removed, changed, unchanged } = compareInstruments(
      entries,
      next.instruments,
    );
    const changing = new Set(
      [
        ...added,
        ...removed,
        ...changed.flatMap(({ before, after }) => [before, after]),
      ].flatMap(devicesOf),
    );
    const isMadeOfChanging = ({
      before: { driver, config },
    }: ChangedInstrument) =>
      driver.uses?.(config).some(({ name }) => changing.has(name)) ?? false;
    for (let size = -1; size !== changing.size;) {
      size = changing.size;
      for (const pair of unchanged.filter(isMadeOfChanging))
        for (const name of devicesOf(pair.before)) changing.add(name);
    }
    return {
      added,
      removed,
      replaced: [...changed, ...unchanged.filter(isMadeOfChanging)],
      kept: unchanged.filter((pair) => !isMadeOfChanging(pair)),
    };
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
    for (const device of instrument.devices) this.#carryOver.note(device);
    return { entry, instrument };
  }

  async #bringBack(devices: readonly Device[]): Promise<void> {
    await this.#parts.offsetsKept.restore(devices);
    this.#parts.limitsKept.restore(devices);
  }
}

/** The device whose place this one takes. */
function predecessor(
  before: readonly Device[],
  { info }: Device,
  renamed: Renamed | undefined,
): Device | undefined {
  const name = info.name === renamed?.name ? renamed.device : info.name;
  return before.find((device) => device.info.name === name);
}
