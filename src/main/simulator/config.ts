import { z } from 'zod';
import { galilConfig } from './galil-config.ts';
import { gcs2Config } from './gcs2-config.ts';
import { icepapConfig } from './icepap-config.ts';
import { keithley2400Config, keithleyConfig } from './keithley-config.ts';
import { lineDeviceConfig } from './line-device-config.ts';
import { lakeshoreConfig } from './lakeshore-config.ts';
import { machineConfig } from './machine-config.ts';
import { pm600Config } from './pm600-config.ts';
import { smc100Config } from './smc100-config.ts';
import { worldConfig } from './world-config.ts';

/** One instrument that is not there: which protocol it speaks, and what it is made of. */
export const responderConfig = z.discriminatedUnion('protocol', [
  icepapConfig,
  pm600Config,
  smc100Config,
  gcs2Config,
  galilConfig,
  keithleyConfig,
  keithley2400Config,
  lakeshoreConfig,
  machineConfig,
  lineDeviceConfig,
]);
export type ResponderConfig = z.infer<typeof responderConfig>;

/** The `simulator` part of a beamline file. */
export const simulatorConfig = z.strictObject({
  /** The same seed gives the same noise in the same order of readings. */
  seed: z.int().min(0).default(1),
  /** How much faster than real: 10 = ten times. */
  speed: z.number().positive().max(1000).default(1),
  world: worldConfig.prefault({}),
  responders: z.record(z.string().regex(/^[A-Za-z][\w-]*$/), responderConfig),
});
export type SimulatorConfig = z.infer<typeof simulatorConfig>;
