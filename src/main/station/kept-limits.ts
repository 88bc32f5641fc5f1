import { z } from 'zod';
import { Limits } from '../../contract/devices.ts';
import { toReport } from '../../contract/errors.ts';
import type { Settings } from '../data/settings.ts';
import { Quantity } from '../device/parameter.ts';
import type { Devices } from '../device/types.ts';
import type { Logger } from './logger.ts';

const NAME = 'limits';
const Stored = z.record(z.string(), Limits);

/** Limits that people set: they protect a sample, so they outlive the station. */
export interface KeptLimits {
  keep(name: string, limits: Limits): void;
}

/** Puts the kept limits back in force. What no longer fits the beamline file is said, not forced. */
export function restoreLimits(
  devices: Devices,
  settings: Settings,
  logger: Logger,
): KeptLimits {
  const kept = new Map(Object.entries(settings.get(NAME, Stored) ?? {}));
  for (const [name, limits] of kept) {
    const position = devices.find(name)?.parameters.get('position');
    if (!(position instanceof Quantity)) continue;
    // The beamline file may have been narrowed since: a side that no longer fits must not cost the other one.
    const now = position.limits();
    for (const side of [
      limits,
      { ...now, upper: limits.upper },
      { ...now, lower: limits.lower },
    ]) {
      try {
        position.setLimits(side);
        break;
      } catch (error) {
        logger.add(
          'warning',
          'station',
          `The limits last set for ${name} were not all put back: ${toReport(error).message}`,
        );
      }
    }
  }
  return {
    keep(name, limits) {
      kept.set(name, limits);
      settings.set(NAME, Object.fromEntries(kept));
    },
  };
}
