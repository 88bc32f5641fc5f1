import type { z } from 'zod';
import { systemClock } from '../../base/clock.ts';
import { createDevices } from '../../device/registry.ts';
import type { Device } from '../../device/types.ts';
import {
  responderConfig,
  type ResponderConfig,
} from '../../simulator/config.ts';
import { createResponder } from '../../simulator/index.ts';
import { worldConfig } from '../../simulator/world-config.ts';
import { createWorld, type World } from '../../simulator/world.ts';
import type { PortOpener } from '../../io/types.ts';
import type { Driver, Instrument } from '../types.ts';
import { serve, type LineKind, type TestLine } from './lines.ts';

/** An instrument of a driver, connected to a simulated one. */
export interface DriverBench {
  readonly devices: ReturnType<typeof createDevices>;
  readonly line: TestLine;
  readonly world: World;
  get(name: string): Device;
  close(): Promise<void>;
}

/** Starts a driver against a responder on a line of this kind. */
export async function openBench<S extends z.ZodType>(
  kind: LineKind,
  responder: z.input<typeof responderConfig>,
  driver: Driver<S>,
  config: z.input<S>,
): Promise<DriverBench> {
  const world = createWorld(
    worldConfig.parse({ signals: { i0: {} } }),
    1,
    systemClock,
  );
  const parsed: ResponderConfig = responderConfig.parse(responder);
  const line = await serve(
    kind,
    createResponder(parsed, world, systemClock),
    systemClock,
  );
  const devices = createDevices();
  const instrument = startInstrument(driver, config, devices, line.opener);
  return {
    devices,
    line,
    world,
    get: (name) => devices.get(name),
    async close() {
      await instrument.close();
      await line.close();
    },
  };
}

/** Creates an instrument, adds its devices, and starts it. */
export function startInstrument<S extends z.ZodType>(
  driver: Driver<S>,
  config: z.input<S>,
  devices: ReturnType<typeof createDevices>,
  line?: PortOpener,
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
