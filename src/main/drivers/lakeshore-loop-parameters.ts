import type { Clock } from '../base/clock.ts';
import type { NamedParameter } from '../device/core.ts';
import { Quantity, Selection } from '../device/parameter.ts';
import type { LakeshoreLoopConfig } from './lakeshore-config.ts';
import { MODES, rangesOf } from './lakeshore-status.ts';

/** What the instrument keeps of a loop and takes as numbers. */
export type LoopSetting = 'rampRate' | 'p' | 'i' | 'd';

/** What these parameters need of their loop. */
export interface LoopOwner {
  readonly name: string;
  readonly config: LakeshoreLoopConfig;
  readonly clock: Clock;
  /** Reads all that is read of the loop, so that every parameter is fresh. */
  refresh(signal?: AbortSignal): Promise<void>;
  setRange(range: number): Promise<void>;
  setRamp(isOn: boolean): Promise<void>;
  setNumber(key: LoopSetting, value: number): Promise<void>;
}

/** Bounds of what may be set, as the instrument has them. */
const SETTINGS: Readonly<
  Record<
    LoopSetting,
    { help: string; unit: string; limits: readonly [number, number] }
  >
> = {
  rampRate: {
    help: 'How fast the setpoint goes to a new one while the ramp is on; 0 = at once.',
    unit: 'K/min',
    limits: [0, 100],
  },
  p: { help: 'Proportional gain.', unit: '', limits: [0.1, 1000] },
  i: { help: 'Integral gain.', unit: '', limits: [0, 1000] },
  d: { help: 'Derivative gain.', unit: '', limits: [0, 200] },
};

/** The parameters of a loop beside its setpoint. */
export function loopParameters(owner: LoopOwner) {
  const { name, config, clock } = owner;
  const { decimals } = config;
  const shown = (key: string, help: string, unit: string, digits: number) => {
    const quantity: Quantity = new Quantity({
      name: `${name}.${key}`,
      help,
      unit,
      decimals: digits,
      clock,
      get: async (signal) => {
        await owner.refresh(signal);
        return quantity.last?.value ?? NaN;
      },
    });
    return quantity;
  };
  const setting = (key: LoopSetting) => {
    const { help, unit, limits } = SETTINGS[key];
    return new Quantity({
      name: `${name}.${key}`,
      help,
      unit,
      decimals: 1,
      clock,
      deviceLimits: () => ({ lower: limits[0], upper: limits[1] }),
      set: (value) => owner.setNumber(key, value),
    });
  };
  /** Kept here, not in the instrument. */
  const own = (key: 'tolerance' | 'window' | 'timeout', help: string) => {
    const isTime = key !== 'tolerance';
    const quantity: Quantity = new Quantity({
      name: `${name}.${key}`,
      help,
      unit: isTime ? 's' : 'K',
      decimals: isTime ? 1 : decimals,
      clock,
      deviceLimits: () => ({
        lower: key === 'window' ? 0 : Number.MIN_VALUE,
        upper: null,
      }),
      set: (value) => {
        quantity.update(value);
        return Promise.resolve();
      },
    });
    quantity.update(config[key]);
    return quantity;
  };
  const options = rangesOf(config.output);
  const wait: Selection = new Selection({
    name: `${name}.wait`,
    help: 'Whether a setting is over when the temperature is there, or as soon as the setpoint was taken.',
    clock,
    options: ['on', 'off'],
    set: (value) => {
      wait.update(value);
      return Promise.resolve();
    },
  });
  wait.update(config.wait ? 'on' : 'off');
  return {
    temperature: shown(
      'temperature',
      'Temperature of the input that it follows.',
      'K',
      decimals,
    ),
    heater: shown('heater', 'Power of its heater, of the range.', '%', 1),
    range: new Selection({
      name: `${name}.range`,
      help: 'Range of its heater.',
      clock,
      options,
      set: (value) => owner.setRange(options.indexOf(value)),
    }),
    ramp: new Selection({
      name: `${name}.ramp`,
      help: 'Whether the setpoint goes to a new one with the ramp rate.',
      clock,
      options: ['on', 'off'],
      set: (value) => owner.setRamp(value === 'on'),
    }),
    rampRate: setting('rampRate'),
    p: setting('p'),
    i: setting('i'),
    d: setting('d'),
    mode: new Selection({
      name: `${name}.mode`,
      help: 'What its output does; chosen at the instrument.',
      clock,
      options: MODES,
    }),
    wait,
    tolerance: own('tolerance', 'How far from the setpoint is near enough.'),
    window: own('window', 'How long it must have been near enough.'),
    timeout: own('timeout', 'How long is waited for that.'),
  };
}

export type LoopParameters = ReturnType<typeof loopParameters>;

/** By name, as a device has them. */
export function named(parameters: LoopParameters): readonly NamedParameter[] {
  return Object.entries(parameters);
}
