import { BeamtimeError } from '../../../contract/errors.ts';
import { assembleDevice } from '../../device/core-device.ts';
import { deviceInfo } from '../../device/core.ts';
import { Quantity } from '../../device/parameter.ts';
import { createDevices } from '../../device/registry.ts';
import { instantAxis, instantCounter } from '../../device/testing/instant.ts';
import type { Device, Devices } from '../../device/types.ts';
import { systemClock } from '../../base/clock.ts';
import { formatQuantity } from '../../device/units.ts';

/**
 * A small beamline on which nothing takes time: samx, samy (mm, ±5), theta (deg, no limits), blades s1l, s1r (mm, up to 6),
 * the gap between them, counters i0 and i1 and their ratio.
 */
export function testBeamline(): ReturnType<typeof createDevices> {
  const devices = createDevices();
  const limits = { lower: -5, upper: 5 };
  devices.add(instantAxis('samx', { limits }));
  devices.add(instantAxis('samy', { limits, velocity: 0.5 }));
  devices.add(instantAxis('theta', { facts: { unit: 'deg' } }));
  devices.add(instantAxis('s1l', { limits: { lower: -6, upper: 6 } }));
  devices.add(instantAxis('s1r', { limits: { lower: -6, upper: 6 } }));
  devices.add(gap(devices));
  devices.add(instantCounter('i0', () => 1000));
  devices.add(
    withExposure(
      instantCounter('i1', () => 500),
      0.001,
      10,
    ),
  );
  devices.add(ratio('i1/i0', ['i1', 'i0']));
  devices.add(ratio('i1/ring', ['i1', 'nowhere']));
  return devices;
}

/** Two blades that move symmetrically: each at half the gap. */
function gap(devices: Devices): Device {
  const info = deviceInfo(
    { name: 's1gap', driver: 'test', unit: 'mm', inputs: ['s1l', 's1r'] },
    { move: true },
  );
  const axis = instantAxis('s1gap', { facts: info });
  if (!axis.movable) return axis;
  const check = (target: number) => {
    for (const blade of info.inputs) {
      const { upper } = devices.get(blade).movable?.limits() ?? { upper: null };
      if (upper === null || target / 2 <= upper) continue;
      throw new BeamtimeError(
        'limit',
        `s1gap ${formatQuantity(target, 1, 'mm')} needs ${blade} at ${formatQuantity(target / 2, 1, 'mm')}, beyond its upper limit ${formatQuantity(upper, 1, 'mm')}.`,
      );
    }
  };
  return { ...axis, info, movable: { ...axis.movable, check } };
}

function withExposure(
  device: Device,
  shortest: number,
  longest: number,
): Device {
  if (!device.triggerable) return device;
  return Object.assign(device, {
    triggerable: { ...device.triggerable, exposure: { shortest, longest } },
  });
}

function ratio(name: string, inputs: readonly string[]): Device {
  const info = deviceInfo(
    { name, driver: 'test', decimals: 4, inputs: [...inputs] },
    {},
  );
  const main = new Quantity({ name, unit: '', clock: systemClock });
  return assembleDevice(
    { info, clock: systemClock, main },
    {
      derived: {
        inputs,
        calculate: ([over = NaN, under = NaN]) => over / under,
      },
    },
  ).device;
}
