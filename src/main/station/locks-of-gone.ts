import type { Lock } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';

/** Says of devices that go which locks go with them. */
export function notesOfLocks(gone: readonly Device[]): string[] {
  return gone.flatMap((device) => {
    const locks = locksOf(device);
    return locks.length === 0
      ? []
      : [
          `${device.info.name} goes, though it is not free: ${locks.map(inWords).join('; ')}.`,
        ];
  });
}

/** @throws BeamtimeError `lock` when a device that would go has a permanent lock, which lasts until the station ends */
export function assertMayGo(gone: readonly Device[]): void {
  for (const device of gone) {
    const held = locksOf(device).find(({ lock }) => lock.isPermanent);
    if (!held) continue;
    throw new BeamtimeError(
      'lock',
      `${device.info.name} cannot be taken out now: ${inWords(held)}. The lock is permanent: it ends with the station.`,
    );
  }
}

interface Held {
  readonly what: string;
  readonly lock: Lock;
}

function locksOf({ info, locking, parameters }: Device): Held[] {
  return [
    { what: info.name, lock: locking.lock },
    ...[...parameters.values()].flatMap((parameter) => [
      { what: parameter.name, lock: parameter.locking.lock },
      ...(parameter instanceof Quantity
        ? [
            {
              what: `the limits of ${parameter.name}`,
              lock: parameter.limitLocking.lock,
            },
          ]
        : []),
    ]),
  ].flatMap(({ what, lock }) => (lock ? [{ what, lock }] : []));
}

function inWords({ what, lock: { who, why } }: Held): string {
  const verb = what.startsWith('the limits') ? 'are' : 'is';
  return `${what} ${verb} locked by ${who}: ${why}`;
}
