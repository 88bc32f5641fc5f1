import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { systemClock } from '../../src/main/base/clock.ts';
import type { createDevices } from '../../src/main/device/registry.ts';
import type { Devices } from '../../src/main/device/types.ts';
import type { Driver, Instrument } from '../../src/main/drivers/types.ts';
import type { PortOpener } from '../../src/main/io/types.ts';

/** Starts an instrument of a driver over a line and adds its devices. */
export function startInstrument<S extends z.ZodType>(
  driver: Driver<S>,
  config: z.input<S>,
  devices: ReturnType<typeof createDevices>,
  line: PortOpener,
): Instrument {
  const instrument = driver.create(driver.config.parse(config), {
    clock: systemClock,
    line,
    devices,
    isSimulated: true,
    log: () => {},
  });
  for (const device of instrument.devices) devices.add(device);
  instrument.start();
  return instrument;
}

/** Resolves when every device is there and at rest. @throws Error after 20 s */
export async function untilIdle(devices: Devices): Promise<void> {
  const until = performance.now() + 20_000;
  const awaited = () =>
    devices.all().filter((device) => device.reading().status !== 'idle');
  while (awaited().length > 0) {
    if (performance.now() > until) {
      const states = awaited().map((device) =>
        JSON.stringify(device.reading()),
      );
      throw new Error(`Still not idle: ${states.join(', ')}`);
    }
    await pause(5);
  }
}
