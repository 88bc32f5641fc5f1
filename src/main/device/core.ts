import {
  DeviceStatus,
  type DeviceInfo,
  type DeviceReading,
  type Exchange,
} from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import { Locking } from './lock.ts';
import type { Method } from './method.ts';
import { Quantity, State, type AnyParameter } from './parameter.ts';
import { isBoundless, shown, shownLimits } from './shown.ts';
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
    onStop: null,
    ...facts,
    can: { move: false, count: false, set: false, stop: false, ...can },
  };
}

/** A parameter under its name within its device: `velocity`. */
export type NamedParameter = readonly [string, AnyParameter];

/** What a device is built on. */
export interface CoreOptions {
  readonly info: DeviceInfo;
  readonly clock: Clock;
  /** The parameter that is the device's value: `position` of an axis, `value` of anything else. */
  readonly main: AnyParameter;
  /** Its other parameters, given its status for rules about when they may be set. */
  readonly others?: (status: State) => readonly NamedParameter[];
  /** What it does when told to, given its status and its lock. */
  readonly methods?: (status: State, locking: Locking) => readonly Method[];
  readonly traffic?: (() => readonly Exchange[]) | undefined;
}

/** The common part of every device: its parameters, its condition, and who is told of changes. */
export class DeviceCore {
  readonly info: DeviceInfo;
  /** Refuses every change of the device while it is held. */
  readonly locking: Locking;
  readonly methods: ReadonlyMap<string, Method>;
  readonly traffic: () => readonly Exchange[];
  readonly #main: AnyParameter;
  readonly #clock: Clock;
  readonly #changed = new Listeners<Device>();
  readonly #parametersChanged = new Listeners<string>();
  readonly #parameters = new Map<string, AnyParameter>();
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
    this.locking = new Locking(options.info.name, options.clock);
    this.locking.onChanged(() => this.#onLock());
    options.main.locking.onChanged(() => this.announce());
    if (options.main instanceof Quantity) {
      options.main.onLimitsChanged(() => this.announce());
    }
    this.install([
      [options.info.can.move ? 'position' : 'value', options.main],
      ['status', status],
      ...(options.others?.(status) ?? []),
    ]);
    this.methods = new Map(
      (options.methods?.(status, this.locking) ?? []).map((method) => [
        method.name,
        method,
      ]),
    );
  }

  get parameters(): ReadonlyMap<string, AnyParameter> {
    return this.#parameters;
  }

  /** Adds parameters that became known at run time, such as those which an instrument lists. One of the same name is replaced. */
  install(parameters: readonly NamedParameter[]): void {
    for (const [name, parameter] of parameters) {
      const tell = () => this.#parametersChanged.emit(name);
      parameter.belongTo(this.locking);
      parameter.onChanged(tell);
      parameter.onStashed(tell);
      parameter.locking.onChanged(tell);
      if (parameter instanceof Quantity) {
        parameter.onLimitsChanged(tell);
        parameter.limitLocking.onChanged(tell);
      }
      this.#parameters.set(name, parameter);
      tell();
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
      // What is not a finite number has no value to show; the message says why.
      value: shown(last?.value),
      target: shown(this.#target),
      time: last?.time ?? this.#clock.now(),
      isStale: last?.isStale ?? true,
      status: this.#condition.status,
      message:
        this.#condition.message ??
        (isBoundless(last?.value)
          ? 'It has no value: what was read is larger than a number can be.'
          : null),
      ...limitsOf(this.#main),
      lock: this.#main.lock,
    };
  }

  onChanged(listener: (device: Device) => void): () => void {
    return this.#changed.add(listener);
  }

  /** Calls back with the name of every parameter of which anything changed: value, limits, lock, stash. */
  onParameterChanged(listener: (name: string) => void): () => void {
    return this.#parametersChanged.add(listener);
  }

  #onLock(): void {
    for (const name of this.#parameters.keys()) {
      this.#parametersChanged.emit(name);
    }
    this.announce();
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
  main: AnyParameter,
): Pick<DeviceReading, 'limits' | 'userLimits' | 'deviceLimits'> {
  return main instanceof Quantity
    ? shownLimits(main)
    : { limits: null, userLimits: null, deviceLimits: null };
}
