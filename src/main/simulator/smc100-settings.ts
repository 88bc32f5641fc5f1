import type { Smc100AxisConfig } from './smc100-config.ts';
import type { Smc100State } from './smc100-states.ts';

/** A number that a controller keeps: its range, and in which states it may be written. */
interface Setting {
  readonly low: number;
  readonly high: number;
  readonly states: readonly Smc100State[];
}

const anyTime = ['configuration', 'disable', 'ready'] as const;
const atRest = ['configuration', 'disable'] as const;
const configured = ['configuration'] as const;
const positive = { low: 1e-6, high: 1e12 };
const gain = { low: 0, high: 1e12 };

/**
 * The settings by their command. Ranges are those of the instrument's manual as its users' drivers give them; in
 * which states each may be written the sources do not all say: those that a motion may need are taken in READY too,
 * the control loop's without a running loop, the stage's in CONFIGURATION only.
 */
export const settings: Readonly<Record<string, Setting>> = {
  AC: { ...positive, states: anyTime },
  VA: { ...positive, states: anyTime },
  JR: { low: 1e-3, high: 1e12, states: anyTime },
  SL: { low: -1e12, high: 0, states: anyTime },
  SR: { low: 0, high: 1e12, states: anyTime },
  BA: { ...gain, states: anyTime },
  BH: { ...gain, states: anyTime },
  FE: { ...positive, states: atRest },
  FD: { low: 1e-6, high: 2000, states: atRest },
  FF: { low: 0, high: 48, states: atRest },
  KD: { ...gain, states: atRest },
  KI: { ...gain, states: atRest },
  KP: { ...gain, states: atRest },
  KV: { ...gain, states: atRest },
  HT: { low: 0, high: 4, states: configured },
  OH: { ...positive, states: configured },
  OT: { low: 1, high: 1000, states: configured },
  QIL: { low: 0.05, high: 3, states: configured },
  QIR: { low: 0.05, high: 1.5, states: configured },
  QIT: { low: 0.01, high: 100, states: configured },
  SU: { ...positive, states: configured },
};

/** Travel of a stage without switches. */
const endless = 1e6;

/** What the settings are after a reset. Software limits are where the switches are, counted from home. */
export function settingsAtStart(config: Smc100AxisConfig): Map<string, number> {
  const [lower, upper] = config.switches;
  return new Map([
    ['AC', config.acceleration],
    ['VA', config.velocity],
    ['JR', 0.04],
    ['SL', Math.min(0, (lower ?? -endless) - config.home)],
    ['SR', Math.max(0, (upper ?? endless) - config.home)],
    ['BA', 0],
    ['BH', 0],
    ['FE', config.followingError],
    ['FD', 2000],
    ['FF', 0],
    ['KD', 0.1],
    ['KI', 10],
    ['KP', 10],
    ['KV', 0],
    ['HT', 2],
    ['OH', config.velocity / 2],
    ['OT', 300],
    ['QIL', 1],
    ['QIR', 0.4],
    ['QIT', 1],
    ['SU', 1 / config.stepsPerUnit],
  ]);
}
