import {
  DeviceStatus,
  type DeviceInfo,
  type DeviceReading,
  type Exchange,
} from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import {
  Quantity,
  State,
  type AnyParameter,
  type Parameter,
} from './parameter.ts';
import type { Device } from './types.ts';

/** What a device knows of itself: `offline` and `error` always with a sentence. */
export interface Condition {
  readonly status: DeviceStatus;
  readonly message: string | null;
}

/** Facts of a device that are always given; the rest of `DeviceInfo` has defaults. */
export type DeviceFacts = Pick<DeviceInfo, 'name' | 'driver'> &
  Partial<Omit<DeviceInfo, 'can'>>;

/** Completes the facts of a device. `can` says what it is able to do; what is left out it is not. */
export function deviceInfo(
  facts: DeviceFacts,
  can: Partial<DeviceInfo['can']>,
): DeviceInfo {
  return {
    group: '',
    unit: '',
    decimals: 3,
    options: null,
    step: null,
    isSimulated: false,
    inputs: [],
    ...facts,
    can: { move: false, count: false, set: false, stop: false, ...can },
  };
}

/** What a device is built on. */
export interface CoreOptions {
  readonly info: DeviceInfo;
  readonly clock: Clock;
  /** The parameter that is the device's value: `position` of an axis, `value` of anything else. */
  readonly main: Parameter<number> | Parameter<string>;
  /** Its other parameters, given its status for rules about when they may be set. */
  readonly others?: (
    status: State,
  ) => readonly (readonly [string, AnyParameter])[];
  readonly traffic?: (() => readonly Exchange[]) | undefined;
}

/** The common part of every device: its parameters, its condition, and who is told of changes. */
export class DeviceCore {
  readonly info: DeviceInfo;
  readonly parameters: ReadonlyMap<string, AnyParameter>;
  readonly traffic: () => readonly Exchange[];
  readonly #main: Parameter<number> | Parameter<string>;
  readonly #clock: Clock;
  readonly #changed = new Listeners<Device>();
  readonly #device: Device;
  readonly #status: State;
  #condition: Condition = { status: 'offline', message: 'Not connected yet.' };
  #target: number | string | null = null;

  constructor(device: Device, options: CoreOptions) {
    this.#device = device;
    this.info = options.info;
    this.#main = options.main;
    this.#clock = options.clock;
    this.traffic = options.traffic ?? (() => []);
    const status = new State({
      name: `${options.info.name}.status`,
      clock: options.clock,
      states: DeviceStatus.options,
      initial: this.#condition.status,
      get: () => Promise.resolve(this.#condition.status),
    });
    this.#status = status;
    const mainName = options.info.can.move ? 'position' : 'value';
    this.parameters = new Map<string, AnyParameter>([
      [mainName, options.main],
      ['status', status],
      ...(options.others?.(status) ?? []),
    ]);
    options.main.locking.onChanged(() => this.announce());
    if (options.main instanceof Quantity) {
      options.main.onLimitsChanged(() => this.announce());
    }
  }

  get condition(): Condition {
    return this.#condition;
  }

  get target(): number | string | null {
    return this.#target;
  }

  /** Changes what it does and why; announces it. Going offline makes the value stale. */
  become(status: DeviceStatus, message: string | null = null): void {
    const is = this.#condition;
    if (is.status === status && is.message === message) return;
    this.#condition = { status, message };
    if (is.status !== status) this.#status.update(status);
    if (status === 'offline') this.#main.markStale();
    this.announce();
  }

  aim(target: number | string | null): void {
    this.#target = target;
  }

  announce(): void {
    this.#changed.emit(this.#device);
  }

  reading(): DeviceReading {
    const last = this.#main.last;
    return {
      name: this.info.name,
      // What is not a number has no value to show; the message says why.
      value: Number.isNaN(last?.value) ? null : (last?.value ?? null),
      target: this.#target,
      time: last?.time ?? this.#clock.now(),
      isStale: last?.isStale ?? true,
      status: this.#condition.status,
      message: this.#condition.message,
      ...limitsOf(this.#main),
      lock: this.#main.lock,
    };
  }

  onChanged(listener: (device: Device) => void): () => void {
    return this.#changed.add(listener);
  }

  /** @throws BeamtimeError `disconnected` while it is offline, `device` while it is in error */
  assertThere(): void {
    const { status, message } = this.#condition;
    if (status === 'offline') {
      throw new BeamtimeError(
        'disconnected',
        `${this.info.name} is offline. ${message ?? ''}`.trim(),
      );
    }
    if (status === 'error') {
      throw new BeamtimeError(
        'device',
        `${this.info.name} is in error. ${message ?? ''}`.trim(),
      );
    }
  }
}

function limitsOf(
  main: Parameter<number> | Parameter<string>,
): Pick<DeviceReading, 'limits' | 'userLimits' | 'deviceLimits'> {
  return main instanceof Quantity
    ? main.allLimits()
    : { limits: null, userLimits: null, deviceLimits: null };
}
