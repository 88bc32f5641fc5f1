import { z } from 'zod';
import { Limits } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { DeviceSettings } from '../data/device-settings.ts';
import { mainParameter } from '../device/actions.ts';
import { openLimits } from '../device/limits.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { convert, formatQuantity } from '../device/units.ts';

const NAME = 'limits';

/** Where the limits physically are, so that another offset, sign or scale in the beamline file does not move them. */
const Kept = z.object({
  dial: Limits,
  /** Of the dial. */
  unit: z.string(),
  /** Steps of the controller per dial unit; null where it does not count in steps. */
  stepsPerUnit: z.number().positive().nullable(),
});
type Kept = z.infer<typeof Kept>;

/** Limits that people set: they protect a sample, so they outlive the station. */
export interface KeptLimits {
  /** Puts what is kept of these devices back in force. */
  restore(devices: readonly Device[]): void;
  /**
   * Keeps the user limits that are in force.
   *
   * @throws BeamtimeError `database`, `disk-full`
   */
  keep(name: string, quantity: Quantity): void;
}

/**
 * The kept limits of a beamline. What cannot be read and what does not fit the beamline file any more is told to
 * `warn`, and stays kept until somebody sets it anew; so does what belongs to a device that is not in the file.
 */
export function keepLimits(
  settings: DeviceSettings,
  warn: (text: string) => void,
): KeptLimits {
  return {
    restore(devices) {
      const all = settings.all(NAME, Kept);
      for (const device of devices) {
        const { name } = device.info;
        if (!all.has(name)) continue;
        const kept = all.get(name);
        if (kept === undefined) {
          warn(
            `The limits that were set for ${name} are not in force: what is kept of them cannot be read. Set them anew.`,
          );
        } else for (const problem of restore(device, kept)) warn(problem);
      }
    },
    keep(name, quantity) {
      settings.set(name, NAME, {
        dial: quantity.dialLimits(),
        unit: quantity.unit,
        stepsPerUnit: quantity.stepsPerUnit,
      } satisfies Kept);
    },
  };
}

/** Puts each side back that fits; answers with a sentence for each one that does not. */
function restore(device: Device, kept: Kept): string[] {
  const { name } = device.info;
  const problems: string[] = [];
  try {
    const quantity = limitedQuantity(device);
    const wanted = quantity.fromDial(dialNow(kept, quantity));
    let limits = openLimits;
    for (const side of ['lower', 'upper'] as const) {
      const limit = wanted[side];
      if (limit === null) continue;
      const next = { ...limits, [side]: limit };
      try {
        quantity.setLimits(next);
        limits = next;
      } catch (error) {
        problems.push(
          `The ${side} limit of ${formatQuantity(limit, quantity.decimals, quantity.unit)} that was set for ${name} is not in force: ${toReport(error).message}`,
        );
      }
    }
  } catch (error) {
    problems.push(
      `The limits that were set for ${name} are not in force: ${toReport(error).message}`,
    );
  }
  return problems;
}

function limitedQuantity(device: Device): Quantity {
  const main = mainParameter(device);
  if (main instanceof Quantity) return main;
  throw new BeamtimeError(
    'unsupported',
    `${device.info.name} has no limits any more. Look at it in the beamline file.`,
  );
}

/**
 * The same places on the dial as it is now. Steps are steps, whatever a unit is made of; without them, units convert.
 *
 * @throws BeamtimeError `unit`, `unsupported`
 */
export function dialNow(
  { dial, unit, stepsPerUnit }: Kept,
  now: Quantity,
): Limits {
  if ((stepsPerUnit === null) !== (now.stepsPerUnit === null)) {
    throw new BeamtimeError(
      'unsupported',
      `${now.name} is driven in another way now, so nobody can say where they are. Set them anew.`,
    );
  }
  const onDial = (limit: number | null): number | null => {
    if (limit === null) return null;
    return stepsPerUnit === null || now.stepsPerUnit === null
      ? convert(limit, unit, now.unit)
      : (limit * stepsPerUnit) / now.stepsPerUnit;
  };
  return { lower: onDial(dial.lower), upper: onDial(dial.upper) };
}
