import type {
  DeviceInfo,
  DeviceReading,
  Exchange,
  Limits,
} from '../../contract/devices.ts';
import type { Redefinition } from '../../contract/parameters.ts';
import type { Locking } from './lock.ts';
import type { Method } from './method.ts';
import type { AnyParameter } from './parameter.ts';
import type { StopLatch } from './stop-latch.ts';

/** Something with a position that can be sent elsewhere. Positions in the device's unit, user coordinates. */
export interface Movable {
  readonly unit: string;
  /** The tighter of user and device limits, user coordinates. */
  limits(): Limits;
  /** Last position known, `undefined` before the first reading. */
  position(): number | undefined;
  /** Reads the position now. */
  readPosition(signal?: AbortSignal): Promise<number>;
  /**
   * Refuses a target that cannot be reached, without touching hardware; a pseudo axis asks its real axes.
   * `others`: targets of axes that move in the same step.
   *
   * @throws BeamtimeError `limit`, `lock`, `state`...
   */
  check(target: number, others?: ReadonlyMap<string, number>): void;
  /**
   * Moves and resolves with the position reached, once the device says done and the readback is within tolerance.
   * Aborting the signal stops the axis (with its ramp) before the promise rejects.
   *
   * @throws BeamtimeError `limit`, `hard-limit`, `timeout`, `disconnected`, `device`, `stopped`...
   */
  move(target: number, signal?: AbortSignal): Promise<number>;
  /** Seconds a move would take, from velocity and acceleration. */
  estimate(from: number, to: number): number;
  /** What a place on its dial is called now. Left out where there is no dial: where it is a formula over others. */
  fromDial?(dial: number): number;
  /** Whether this axis and another, which moves the same real axes, may be sent in the same step: they are solved together. */
  isSolvedWith?(other: string): boolean;
  /**
   * Says what the position is called where it stands, or, in a trial, what it would be. Left out where the position is
   * no more than a formula over others.
   *
   * @throws BeamtimeError `lock`, `transition`, `parameter`, `state`
   */
  redefine?(position: number, isTrial: boolean): Promise<Redefinition>;
}

/** Something that counts for a time and then has numbers. */
export interface Triggerable {
  /** Longest and shortest exposure, seconds. */
  readonly exposure: { readonly shortest: number; readonly longest: number };
  /** Once per scan, and when the exposure changes. */
  prepare(exposureSeconds: number, signal?: AbortSignal): Promise<void>;
  /** Counts; resolves with the value. The engine triggers all detectors of a point at once. */
  count(signal?: AbortSignal): Promise<number>;
}

/** Something whose number is calculated from other columns of the same point. */
export interface Derived {
  readonly inputs: readonly string[];
  /** `NaN` where the inputs have no sensible answer (division by zero). */
  calculate(inputs: readonly number[]): number;
}

/** Something that can be read without counting. */
export interface Readable {
  read(signal?: AbortSignal): Promise<number | string>;
}

/** Something that can be told to stop, at any time, whatever else it is doing. */
export interface Stoppable {
  /** Resolves when the device has confirmed that it stands (or has been told, where it cannot confirm). */
  stop(): Promise<void>;
}

/** Something that takes a value at once: a shutter, a setpoint. */
export interface Settable {
  set(value: number | string, signal?: AbortSignal): Promise<void>;
}

/** A device: named parameters plus the capabilities it has. Not a class tree. */
export interface Device {
  readonly info: DeviceInfo;
  readonly parameters: ReadonlyMap<string, AnyParameter>;
  /** What it does when told to, beyond its capabilities. */
  readonly methods: ReadonlyMap<string, Method>;
  /** Refuses every change of any parameter, and every method, while it is held. */
  readonly locking: Locking;
  readonly movable?: Movable;
  readonly triggerable?: Triggerable;
  readonly derived?: Derived;
  readonly readable?: Readable;
  readonly stoppable?: Stoppable;
  readonly settable?: Settable;
  /** What it knows of itself now, without asking the hardware. */
  reading(): DeviceReading;
  /** Calls back after every change of `reading()`. */
  onChanged(listener: (device: Device) => void): () => void;
  /** Calls back with the name of every parameter of which anything changed. */
  onParameterChanged(listener: (name: string) => void): () => void;
  /** Exchanges on its line, oldest first; empty for a device without a line. */
  traffic(): readonly Exchange[];
}

/** All devices by name, and the latch of STOP ALL that they share. */
export interface Devices {
  readonly latch: StopLatch;
  /** @throws BeamtimeError `unknown-device`, with the names that come close */
  get(name: string): Device;
  find(name: string): Device | undefined;
  all(): readonly Device[];
  /**
   * Calls back with every device there is, and with each that comes later; what it answers with is called when the
   * device goes, and for all that are left when the following ends.
   */
  follow(attach: (device: Device) => () => void): () => void;
  /** Calls back after devices came or went. */
  onListChanged(listener: () => void): () => void;
}
