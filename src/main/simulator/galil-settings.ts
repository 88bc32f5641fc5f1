import type { GalilAxisConfig } from './galil-config.ts';

/** A number that each axis keeps. Counts, counts/s, counts/s2. */
export interface GalilSetting {
  readonly low: number;
  readonly high: number;
  /** What is written is rounded down to a multiple of this, as on hardware. */
  readonly step: number;
}

const farthest = 2_147_483_647;
const fastest = 22_000_000;
const count = { low: -farthest, high: farthest, step: 1 };
const acceleration = { low: 1024, high: 1_073_740_800, step: 1024 };
const gain = { low: 0, high: 1024, step: 1 / 128 };

/** Settings by their command. DC is kept and does not change how the motor moves: it has one ramp. */
export const galilSettings: Readonly<Record<string, GalilSetting>> = {
  SP: { low: 2, high: fastest, step: 2 },
  AC: acceleration,
  DC: acceleration,
  FL: count,
  BL: count,
  ER: { low: -1, high: farthest, step: 1 },
  OE: { low: 0, high: 3, step: 1 },
  KP: gain,
  KI: gain,
  KD: gain,
  MT: { low: -2.5, high: 2.5, step: 0.5 },
  CE: { low: 0, high: 15, step: 1 },
};

/** What the settings are after power-on, ours where Galil's would not suit the motor. */
export function galilSettingsAtStart(
  config: GalilAxisConfig,
): Map<string, number> {
  const { stepsPerUnit } = config;
  const ramp = rounded('AC', config.acceleration * stepsPerUnit);
  return new Map([
    ['SP', rounded('SP', config.velocity * stepsPerUnit)],
    ['AC', ramp],
    ['DC', ramp],
    ['FL', farthest],
    ['BL', -farthest],
    ['ER', 16_384],
    ['OE', 0],
    ['KP', 6],
    ['KI', 0],
    ['KD', 64],
    ['MT', 1],
    ['CE', 0],
  ]);
}

/** A value as the controller keeps it; `undefined` = out of range. */
export function keptValue(name: string, value: number): number | undefined {
  const setting = galilSettings[name];
  if (!setting) return undefined;
  const { low, high, step } = setting;
  if (value < low || value > high) return undefined;
  return Math.floor(value / step) * step;
}

function rounded(name: string, value: number): number {
  const { low = 1 } = galilSettings[name] ?? {};
  return keptValue(name, Math.max(low, value)) ?? low;
}
