import { setTimeout as pause } from 'node:timers/promises';
import type { Devices } from '../../src/main/device/types.ts';

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
