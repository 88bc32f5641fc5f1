import type { DeviceInfo, Limits } from '../../../contract/devices.ts';
import { systemClock, type Clock } from '../../base/clock.ts';
import { abortReason } from '../../base/wait.ts';
import { assembleDevice, type Capabilities } from '../core-device.ts';
import { deviceInfo, type DeviceFacts } from '../core.ts';
import { assertWithin, openLimits } from '../limits.ts';
import { Quantity } from '../parameter.ts';
import type { StopLatch } from '../stop-latch.ts';
import type { Device } from '../types.ts';

/** What an instant device may be told; all of it has defaults. */
export interface InstantOptions {
  readonly facts?: Partial<DeviceFacts>;
  readonly clock?: Clock;
  readonly latch?: StopLatch;
}

/** An instant axis also has a position, limits and a pace for `estimate`. */
export interface InstantAxisOptions extends InstantOptions {
  readonly position?: number;
  readonly limits?: Limits;
  /** Units per second, for `estimate` only; the move itself takes no time. */
  readonly velocity?: number;
}

/** An axis that is there at once: for tests of the engine and for measuring it. Honours latch, limits and signal. */
export function instantAxis(
  name: string,
  options: InstantAxisOptions = {},
): Device {
  const {
    clock = systemClock,
    latch,
    limits = openLimits,
    velocity = 1,
  } = options;
  let position = options.position ?? 0;
  const info = deviceInfo(
    { name, driver: 'instant', unit: 'mm', ...options.facts },
    { move: true, stop: true },
  );
  const main = new Quantity({
    name,
    unit: info.unit,
    decimals: info.decimals,
    clock,
    get: () => Promise.resolve(position),
    set: (value, signal) => move(value, signal).then(() => undefined),
    deviceLimits: () => limits,
  });
  const check = (target: number) => {
    assertWithin(name, target, main.limits(), info.decimals, info.unit);
    main.assertFree();
  };
  const move = (target: number, signal?: AbortSignal): Promise<number> => {
    try {
      latch?.check(name);
      check(target);
      if (signal?.aborted) throw abortReason(signal);
    } catch (error) {
      return rejected(error);
    }
    position = target;
    core.aim(target);
    main.update(target);
    core.announce();
    return Promise.resolve(target);
  };
  const { device, core } = instantDevice(info, main, clock, {
    movable: {
      unit: info.unit,
      limits: () => main.limits(),
      position: () => position,
      readPosition: () => Promise.resolve(position),
      check,
      move,
      estimate: (from, to) => Math.abs(to - from) / velocity,
    },
    stoppable: { stop: () => Promise.resolve() },
  });
  main.update(position);
  return device;
}

/** A counter that has its number at once: `value` is asked at every count, with the exposure in seconds. */
export function instantCounter(
  name: string,
  value: (exposureSeconds: number) => number,
  options: InstantOptions = {},
): Device {
  const { clock = systemClock } = options;
  let exposure = 1;
  const info = deviceInfo(
    { name, driver: 'instant', unit: 'cts', decimals: 0, ...options.facts },
    { count: true, stop: true },
  );
  const main = new Quantity({ name, unit: info.unit, clock });
  const { device, core } = instantDevice(info, main, clock, {
    triggerable: {
      exposure: { shortest: 0, longest: Infinity },
      prepare(exposureSeconds) {
        exposure = exposureSeconds;
        return Promise.resolve();
      },
      count(signal) {
        if (signal?.aborted) return rejected(abortReason(signal));
        const counted = value(exposure);
        main.update(counted);
        core.announce();
        return Promise.resolve(counted);
      },
    },
    stoppable: { stop: () => Promise.resolve() },
  });
  return device;
}

function instantDevice(
  info: DeviceInfo,
  main: Quantity,
  clock: Clock,
  capabilities: Capabilities,
): ReturnType<typeof assembleDevice> {
  const assembled = assembleDevice({ info, clock, main }, capabilities);
  assembled.core.become('idle');
  return assembled;
}

function rejected(error: unknown): Promise<never> {
  return Promise.reject(
    error instanceof Error ? error : new Error(String(error)),
  );
}
