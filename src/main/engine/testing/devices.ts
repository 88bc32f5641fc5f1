import { BeamtimeError } from '../../../contract/errors.ts';
import type { Clock } from '../../base/clock.ts';
import { abortReason } from '../../base/wait.ts';
import { assembleDevice } from '../../device/core-device.ts';
import { deviceInfo, type DeviceCore } from '../../device/core.ts';
import type { Drive } from '../../device/drive.ts';
import { Motor } from '../../device/motor.ts';
import { Quantity } from '../../device/parameter.ts';
import { StopLatch } from '../../device/stop-latch.ts';
import type { Device } from '../../device/types.ts';

/** What can be wrong with an axis: it fails at once, half way, is lost half way, never arrives, or does not even stop. */
export type DriveFault =
  | 'refuses'
  | 'fails half way'
  | 'is lost half way'
  | 'never arrives'
  | 'never stops';

/** The time a stop takes on its ramp, ms. */
const RAMP_MS = 20;

/** A controller of one axis that moves at constant velocity on the clock and can be broken in many ways. */
export class TestDrive implements Drive {
  fault: DriveFault | null = null;
  moves = 0;
  stops = 0;
  readonly #clock: Clock;
  readonly #velocity: number;
  #from = 0;
  #to = 0;
  #startedAt = 0;
  #halt: (() => void) | null = null;
  #lose: () => void = () => {};

  constructor(clock: Clock, velocity: number) {
    this.#clock = clock;
    this.#velocity = velocity;
  }

  get isMoving(): boolean {
    return this.#halt !== null;
  }

  get position(): number {
    const way =
      ((this.#clock.monotonic() - this.#startedAt) / 1000) * this.#velocity;
    const distance = Math.abs(this.#to - this.#from);
    if (way >= distance - 1e-9) return this.#to;
    return this.#from + Math.sign(this.#to - this.#from) * way;
  }

  /** Its line is pulled: it stands where it is, and whoever waits for it is told. */
  cut(): void {
    this.#lose();
  }

  /** Somebody turned it by hand, or its controller forgot where it is. */
  place(dial: number): void {
    this.#from = dial;
    this.#to = dial;
  }

  go(dial: number): Promise<number> {
    this.moves += 1;
    if (this.fault === 'refuses')
      return Promise.reject(broken('does not move'));
    this.#from = this.position;
    this.#to = dial;
    this.#startedAt = this.#clock.monotonic();
    const durationMs = (Math.abs(dial - this.#from) / this.#velocity) * 1000;
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.after(this.#endsAfter(durationMs), () => {
        this.#stand();
        if (this.fault === 'fails half way') reject(broken('lost its steps'));
        else if (this.fault === 'is lost half way') reject(lost());
        else resolve(this.position);
      });
      this.#halt = () => {
        cancel();
        this.#stand();
        resolve(this.position);
      };
      this.#lose = () => {
        cancel();
        this.#stand();
        reject(lost());
      };
    });
  }

  read(): Promise<number> {
    return Promise.resolve(this.position);
  }

  stop(): Promise<void> {
    this.stops += 1;
    if (this.fault === 'never stops') return new Promise(() => {});
    return new Promise((resolve) => {
      this.#clock.after(RAMP_MS, () => {
        this.#halt?.();
        resolve();
      });
    });
  }

  #endsAfter(durationMs: number): number {
    switch (this.fault) {
      case 'never arrives':
      case 'never stops':
        return 1e9;
      case 'fails half way':
      case 'is lost half way':
        return durationMs / 2;
      default:
        return durationMs;
    }
  }

  #stand(): void {
    this.#from = this.position;
    this.#to = this.#from;
    this.#halt = null;
  }
}

/** An axis in mm on such a controller, 1 mm/s, standing at 0, between -10 and 10. */
export function testAxis(
  name: string,
  clock: Clock,
  latch: StopLatch = new StopLatch(),
): { device: Motor; drive: TestDrive } {
  const drive = new TestDrive(clock, 1);
  const info = deviceInfo(
    { name, driver: 'test', unit: 'mm' },
    { move: true, stop: true },
  );
  const device = new Motor({
    info,
    clock,
    latch,
    drive,
    velocity: 1,
    acceleration: 1000,
    tolerance: 1e-6,
    limits: { lower: -10, upper: 10 },
  });
  device.report({ dial: 0, status: 'idle' });
  return { device, drive };
}

/** What can be wrong with a counter. */
export type CounterFault =
  'fails' | 'hangs' | 'hangs and ignores stop' | 'does not prepare';

/** A counter that takes its exposure on the clock; its n-th number is n. */
export class TestCounter {
  fault: CounterFault | null = null;
  counts = 0;
  active = 0;
  prepared = 0;
  readonly device: Device;
  readonly #core: DeviceCore;
  #cut: () => void = () => {};

  constructor(name: string, clock: Clock) {
    let exposureMs = 0;
    const info = deviceInfo(
      { name, driver: 'test', unit: 'cts', decimals: 0 },
      { count: true },
    );
    const main = new Quantity({ name, unit: info.unit, clock });
    const { device, core } = assembleDevice(
      { info, clock, main },
      {
        triggerable: {
          exposure: { shortest: 0, longest: 1000 },
          prepare: (seconds) => {
            this.prepared += 1;
            exposureMs = seconds * 1000;
            return this.fault === 'does not prepare'
              ? Promise.reject(broken('cannot be set up'))
              : Promise.resolve();
          },
          count: (signal) => this.#count(clock, exposureMs, signal),
        },
      },
    );
    core.become('idle');
    this.device = device;
    this.#core = core;
  }

  /** Its line is pulled. */
  lose(): void {
    this.#core.become('offline', 'Its line was pulled.');
    this.#cut();
  }

  /** Its line is there again. */
  find(): void {
    this.#core.become('idle');
  }

  #end(): void {
    this.active -= 1;
    this.#cut = () => {};
  }

  #count(
    clock: Clock,
    exposureMs: number,
    signal?: AbortSignal,
  ): Promise<number> {
    if (this.fault === 'fails')
      return Promise.reject(broken('reports overrange'));
    this.active += 1;
    return new Promise((resolve, reject) => {
      const hangs =
        this.fault === 'hangs' || this.fault === 'hangs and ignores stop';
      const finish = () => {
        signal?.removeEventListener('abort', onAbort);
        this.#end();
        this.counts += 1;
        resolve(this.counts);
      };
      const cancel = hangs ? () => {} : clock.after(exposureMs, finish);
      const onAbort = () => {
        if (!signal || this.fault === 'hangs and ignores stop') return;
        cancel();
        this.#end();
        reject(abortReason(signal));
      };
      this.#cut = () => {
        cancel();
        signal?.removeEventListener('abort', onAbort);
        this.#end();
        reject(lost());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }
}

function broken(what: string): BeamtimeError {
  return new BeamtimeError('device', `The device ${what}. Look at it.`);
}

function lost(): BeamtimeError {
  return new BeamtimeError('disconnected', 'The line to the device is gone.');
}
