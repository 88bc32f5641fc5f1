import { BeamtimeError } from '../../../contract/errors.ts';
import type { Devices } from '../../device/types.ts';
import { formatPlain, formatQuantity, toUnit } from '../../device/units.ts';
import type { Jogger } from '../jogger.ts';
import type { KeptLimits } from '../kept-limits.ts';
import type { Logger } from '../logger.ts';
import { locksOf } from '../locks-of.ts';
import { nameOf } from '../peer.ts';
import type { RunService } from '../run-service.ts';
import { setLimits } from '../set-limits.ts';
import { stateOf } from '../state-of.ts';
import type { StopService } from '../stop-service.ts';
import { unlessCallerVanishes } from './caller.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly devices: Devices;
  readonly runs: RunService;
  readonly stop: StopService;
  readonly jogger: Jogger;
  readonly logger: Logger;
  readonly limitsKept: KeptLimits;
}

/** Moving, setting, stopping and looking at devices. */
export function deviceHandlers(parts: Parts) {
  const { devices, runs, stop, jogger, logger } = parts;
  return {
    'devices.list': () => devices.all().map(stateOf),

    'devices.move': async ({ name, target }, { peer, signal }) => {
      const device = devices.get(name);
      const { movable } = device;
      if (!movable) {
        throw new BeamtimeError('unsupported', `${name} cannot be moved.`);
      }
      const to = toUnit(target, movable.unit);
      movable.check(to);
      runs.assertFree(device);
      logger.add(
        'info',
        nameOf(peer),
        `Move ${name} to ${formatQuantity(to, device.info.decimals, movable.unit)}`,
      );
      return logger.failures(peer, () =>
        movable.move(to, unlessCallerVanishes(signal)),
      );
    },

    'devices.jog': ({ name, by }, { peer, signal }) => {
      const device = devices.get(name);
      runs.assertFree(device);
      return logger.failures(peer, () =>
        jogger.jog(device, by, unlessCallerVanishes(signal)),
      );
    },

    'devices.set': async ({ name, value }, { peer, signal }) => {
      const device = devices.get(name);
      if (!device.settable) {
        throw new BeamtimeError('write-access', `${name} cannot be set.`);
      }
      const { settable } = device;
      await logger.failures(peer, () =>
        settable.set(value, unlessCallerVanishes(signal)),
      );
      logger.add(
        'info',
        nameOf(peer),
        `Set ${name} to ${typeof value === 'number' ? formatPlain(value) : value}`,
      );
    },

    'devices.toUnit': ({ name, value }) =>
      toUnit(value, devices.get(name).info.unit),

    'devices.read': async ({ name }, { signal }) => {
      const device = devices.get(name);
      if (device.movable) await device.movable.readPosition(signal);
      else if (device.readable) await device.readable.read(signal);
      else throw new BeamtimeError('read-access', `${name} cannot be read.`);
      return device.reading();
    },

    'devices.setLimits': ({ name, limits }, { peer }) => {
      const device = devices.get(name);
      runs.assertFree(device);
      setLimits(device, limits, nameOf(peer), parts);
    },

    'devices.lock': ({ name, why, isPermanent = false }, { peer }) => {
      const device = devices.get(name);
      runs.assertFree(device);
      device.locking.take({ who: nameOf(peer), why, isPermanent });
      logger.add(
        'info',
        nameOf(peer),
        `Locked ${name}${isPermanent ? ' until the station ends' : ''}: ${why}`,
      );
    },

    'devices.unlock': ({ name, force = false }, { peer }) => {
      const { locking } = devices.get(name);
      const { lock } = locking;
      const who = nameOf(peer);
      locking.release({ who, force });
      logger.add('info', who, `Unlocked ${name}${locksOf(lock, who)}`);
    },

    'devices.stop': async ({ names }, { peer }) => {
      await stop.some(names, nameOf(peer));
    },

    'devices.stopAll': (_input, { peer }) => stop.all(nameOf(peer)),

    'devices.resetStop': (_input, { peer }) => {
      stop.reset(nameOf(peer));
    },

    'devices.traffic': ({ name }) => [...devices.get(name).traffic()],
  } satisfies Partial<StationHandlers>;
}
