import { z } from 'zod';
import { toReport } from '../../contract/errors.ts';
import type { DeviceSettings } from '../data/device-settings.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { formatQuantity } from '../device/units.ts';

const NAME = 'offset';

const Kept = z.object({
  offset: z.number(),
  unit: z.string(),
  /** What the beamline file said at that time: when it says something else now, somebody has decided anew. */
  fromFile: z.number(),
});
type Kept = z.infer<typeof Kept>;

/** Redefined positions: "call this 0" must still be true tomorrow. */
export interface KeptOffsets {
  /** Puts those of these devices back, before their user limits are. */
  restore(devices: readonly Device[]): Promise<void>;
  /** @throws BeamtimeError `database`, `disk-full` */
  keep(device: Device): void;
}

/**
 * The redefined positions of a beamline. The beamline file wins where its offset was changed since; that and what
 * cannot be read is told to `warn`.
 */
export function keepOffsets(
  settings: DeviceSettings,
  warn: (text: string) => void,
): KeptOffsets {
  const fromFile = new WeakMap<Device, number>();
  return {
    async restore(devices) {
      const all = settings.all(NAME, Kept);
      for (const device of devices) {
        const { name } = device.info;
        const offset = offsetOf(device);
        if (!offset) continue;
        const file = offset.last?.value ?? 0;
        fromFile.set(device, file);
        if (!all.has(name)) continue;
        const kept = all.get(name);
        const problem = kept
          ? await restore(device, offset, kept, file)
          : `The redefined position of ${name} cannot be read; it is counted as the beamline file says. Look whether it is right before you move.`;
        if (problem !== undefined) warn(problem);
      }
    },
    keep(device) {
      const offset = offsetOf(device);
      const file = fromFile.get(device);
      if (!offset || file === undefined) return;
      settings.set(device.info.name, NAME, {
        offset: offset.last?.value ?? file,
        unit: offset.unit,
        fromFile: file,
      } satisfies Kept);
    },
  };
}

async function restore(
  device: Device,
  offset: Quantity,
  kept: Kept,
  file: number,
): Promise<string | undefined> {
  const { name, unit, decimals } = device.info;
  const words = (value: number) => formatQuantity(value, decimals, unit);
  if (file !== kept.fromFile || unit !== kept.unit) {
    return `The position of ${name} had been redefined (offset ${formatQuantity(kept.offset, decimals, kept.unit)}), but the beamline file says another offset or unit since: ${words(file)} holds. Look whether it is right before you move.`;
  }
  try {
    await offset.adopt(kept.offset);
    return undefined;
  } catch (error) {
    return `The redefined position of ${name} (offset ${words(kept.offset)}) is not in force: ${toReport(error).message}`;
  }
}

function offsetOf(device: Device): Quantity | undefined {
  const offset = device.parameters.get('offset');
  return offset instanceof Quantity && offset.isWritable ? offset : undefined;
}
