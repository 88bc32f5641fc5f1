import type {
  DeviceInfo,
  DeviceStatus,
  Exchange,
  Limits,
} from '../../contract/devices.ts';
import type { Clock } from '../base/clock.ts';
import type { Drive } from './drive.ts';
import type { StopLatch } from './stop-latch.ts';

/** What a motor is made of. Velocity, acceleration, limits, tolerance and backlash in dial units. */
export interface MotorOptions {
  readonly info: DeviceInfo;
  readonly clock: Clock;
  readonly latch: StopLatch;
  readonly drive: Drive;
  /** The device's own limits as the beamline file knows them; user limits can only be tighter. */
  readonly limits?: Limits;
  readonly sign?: 1 | -1;
  readonly scale?: number;
  readonly offset?: number;
  /** Steps of the controller per dial unit, to be shown; left out where it does not count in steps. */
  readonly stepsPerUnit?: number;
  /** Units per second. */
  readonly velocity: number;
  /** Units per second squared. */
  readonly acceleration: number;
  readonly tolerance: number;
  readonly settleMs?: number;
  /** Every move ends with at least this distance in this direction; 0 = none. */
  readonly backlash?: number;
  /** It may not move before it has found its reference. */
  readonly needsReference?: boolean;
  /** Time for finding the reference. */
  readonly homeTimeoutMs?: number;
  /** Time on top of the expected one before a move is given up. */
  readonly patienceMs?: number;
  readonly traffic?: () => readonly Exchange[];
}

/** What a controller says of an axis, dial units. What it leaves out stays. */
export interface MotorFact {
  readonly dial?: number;
  readonly encoder?: number;
  readonly status?: DeviceStatus;
  readonly message?: string | null;
  readonly isReferenced?: boolean;
  readonly isPowered?: boolean;
  /** Limits that the controller itself keeps. */
  readonly limits?: Limits;
}
