import { BeamtimeError } from '../../../contract/errors.ts';
import {
  mainParameter,
  restoreDevice,
  stashDevice,
} from '../../device/actions.ts';
import { detailOf, parameterOf, parameterState } from '../../device/detail.ts';
import { methodOf } from '../../device/method.ts';
import { Quantity, type AnyParameter } from '../../device/parameter.ts';
import type { Device, Devices } from '../../device/types.ts';
import { formatQuantity, toUnit } from '../../device/units.ts';
import type { KeptLimits } from '../kept-limits.ts';
import type { KeptOffsets } from '../kept-offsets.ts';
import type { Logger } from '../logger.ts';
import { locksOf } from '../locks-of.ts';
import { nameOf } from '../peer.ts';
import type { RunService } from '../run-service.ts';
import { setLimits } from '../set-limits.ts';
import { typedLimits } from '../typed-limits.ts';
import type { Watchers } from '../watchers.ts';
import { unlessCallerVanishes } from './caller.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly devices: Devices;
  readonly runs: RunService;
  readonly logger: Logger;
  readonly watchers: Watchers;
  readonly limitsKept: KeptLimits;
  readonly offsetsKept: KeptOffsets;
}

/** A device looked at closely: its parameters, its methods, and everything that can be done to them. */
export function parameterHandlers(parts: Parts) {
  const { devices, runs, logger, watchers, offsetsKept } = parts;
  const find = (name: string, parameter: string) =>
    parameterOf(devices.get(name), parameter);
  return {
    'devices.watch': ({ name }, { peer }) => {
      const detail = detailOf(devices.get(name));
      watchers.add(name, peer);
      return detail;
    },

    'devices.unwatch': ({ name }, { peer }) => {
      watchers.remove(name, peer);
    },

    'devices.readParameter': async ({ name, parameter }, { signal }) => {
      const found = find(name, parameter);
      await found.get(signal);
      return parameterState(parameter, found);
    },

    'devices.setParameter': async ({ name, parameter, value }, call) => {
      const device = devices.get(name);
      const found = find(name, parameter);
      const who = nameOf(call.peer);
      runs.assertFree(device);
      const before = inWords(found, found.last?.value);
      await logger.failures(call.peer, () =>
        setFrom(found, value, unlessCallerVanishes(call.signal)),
      );
      logger.add(
        'info',
        who,
        `Set ${name}.${parameter} from ${before} to ${inWords(found, found.last?.value ?? value)}`,
      );
      if (parameter === 'offset') offsetsKept.keep(device);
    },

    'devices.setParameterLimits': ({ name, parameter, limits }, { peer }) => {
      const device = devices.get(name);
      const quantity = quantityOf(device, parameter);
      runs.assertFree(device);
      if (quantity === mainParameter(device)) {
        setLimits(device, limits, nameOf(peer), parts);
        return;
      }
      quantity.setLimits(typedLimits(limits, quantity.unit));
      const { lower, upper } = quantity.userLimits();
      logger.add(
        'info',
        nameOf(peer),
        `Limits of ${name}.${parameter}: ${String(lower ?? 'open')} … ${String(upper ?? 'open')} ${quantity.unit}`.trimEnd(),
      );
    },

    'devices.lockParameter': (
      { name, parameter, why, isPermanent = false, limits = false },
      { peer },
    ) => {
      const who = nameOf(peer);
      const device = devices.get(name);
      runs.assertFree(device);
      lockingOf(device, parameter, limits).take({
        who,
        why,
        isPermanent,
      });
      logger.add(
        'info',
        who,
        `Locked ${limits ? 'the limits of ' : ''}${name}.${parameter}${isPermanent ? ' until the station ends' : ''}: ${why}`,
      );
    },

    'devices.unlockParameter': (
      { name, parameter, limits = false, force = false },
      { peer },
    ) => {
      const who = nameOf(peer);
      const locking = lockingOf(devices.get(name), parameter, limits);
      const { lock } = locking;
      locking.release({ who, force });
      logger.add(
        'info',
        who,
        `Unlocked ${limits ? 'the limits of ' : ''}${name}.${parameter}${locksOf(lock, who)}`,
      );
    },

    'devices.stash': async ({ name, parameter }, { peer, signal }) => {
      const device = devices.get(name);
      await logger.failures(peer, () =>
        parameter === undefined
          ? stashDevice(device)
          : find(name, parameter).stash(signal),
      );
      logger.add('info', nameOf(peer), `Put ${full(name, parameter)} aside`);
    },

    'devices.restore': async ({ name, parameter }, { peer, signal }) => {
      const device = devices.get(name);
      runs.assertFree(device);
      const wanted = unlessCallerVanishes(signal);
      await logger.failures(peer, () =>
        parameter === undefined
          ? restoreDevice(device, wanted)
          : find(name, parameter).restore(wanted),
      );
      logger.add('info', nameOf(peer), `Brought ${full(name, parameter)} back`);
      if (parameter === undefined || parameter === 'offset')
        offsetsKept.keep(device);
    },

    'devices.call': async ({ name, method }, { peer, signal }) => {
      const device = devices.get(name);
      const found = methodOf(device, method);
      runs.assertFree(device);
      logger.add('info', nameOf(peer), `${found.title}: ${name}`);
      await logger.failures(peer, () =>
        found.call(unlessCallerVanishes(signal)),
      );
    },

    'devices.redefine': async (
      { name, position, isTrial = false },
      { peer },
    ) => {
      const device = devices.get(name);
      const { movable } = device;
      if (!movable?.redefine) {
        throw new BeamtimeError(
          'unsupported',
          `The position of ${name} cannot be redefined: it follows from others.`,
        );
      }
      const to = toUnit(position, movable.unit);
      if (isTrial) return movable.redefine(to, true);
      runs.assertFree(device);
      const done = await movable.redefine(to, false);
      const { decimals } = device.info;
      const words = (value: number) =>
        formatQuantity(value, decimals, movable.unit);
      logger.add(
        'info',
        nameOf(peer),
        `Position of ${name} redefined: ${words(done.position.before)} is now called ${words(done.position.after)} (offset ${words(done.offset.before)} became ${words(done.offset.after)})`,
      );
      offsetsKept.keep(device);
      return done;
    },
  } satisfies Partial<StationHandlers>;
}

function setFrom(
  parameter: AnyParameter,
  value: number | string,
  signal: AbortSignal,
): Promise<void> {
  return parameter instanceof Quantity
    ? parameter.setFrom(value, signal)
    : parameter.set(String(value), signal);
}

function quantityOf(device: Device, name: string): Quantity {
  const parameter = parameterOf(device, name);
  if (parameter instanceof Quantity) return parameter;
  throw new BeamtimeError(
    'unsupported',
    `${device.info.name}.${name} has no limits: it is no quantity.`,
  );
}

function lockingOf(device: Device, name: string, limits: boolean) {
  return limits
    ? quantityOf(device, name).limitLocking
    : parameterOf(device, name).locking;
}

function inWords(
  parameter: AnyParameter,
  value: number | string | undefined,
): string {
  if (value === undefined) return 'unknown';
  return parameter instanceof Quantity && typeof value === 'number'
    ? formatQuantity(value, parameter.decimals, parameter.unit)
    : String(value);
}

function full(name: string, parameter: string | undefined): string {
  return parameter === undefined ? name : `${name}.${parameter}`;
}
