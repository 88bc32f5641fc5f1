import type { Clock } from '../base/clock.ts';
import type { NamedParameter } from './core.ts';
import type { DialScale } from './dial-scale.ts';
import { Quantity, StateRule, type State } from './parameter.ts';
import type { Speed } from './speed.ts';

/** What of a motor can be changed while it stands. Dial units; `settle` in seconds. */
export interface MotorSettings extends Speed {
  readonly tolerance: number;
  readonly settle: number;
  /** Every move ends with at least this way in this direction; 0 = none. */
  readonly backlash: number;
}

/** What these parameters need of their motor. */
export interface SettingsOwner {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  readonly clock: Clock;
  readonly scale: DialScale;
  settings(): MotorSettings;
  /** Takes effect in the controller, too, where it is concerned. */
  change(change: Partial<MotorSettings>): Promise<void>;
  setOffset(offset: number): void;
}

/** In motion nothing of this may change under it. */
export const AT_REST = ['idle', 'limit', 'disabled'] as const;
/** As good as nothing, in any unit; limits are taken with room for rounding, so it is not 0. */
const SMALLEST = 1e-9;
const MOST_SETTLE_S = 60;

interface Facts {
  readonly help: string;
  readonly unit: string;
  readonly decimals?: number;
}

/** The parameters of a motor that say how it travels and how its position is counted, by name. */
export function settingParameters(
  owner: SettingsOwner,
  status: State,
): readonly NamedParameter[] {
  const { unit, scale } = owner;
  const rule = new StateRule(status, { source: AT_REST });
  const setting = (
    key: keyof MotorSettings,
    facts: Facts & { readonly lower: number | null; readonly upper?: number },
  ): NamedParameter => {
    const quantity: Quantity = new Quantity({
      ...common(owner, key, facts),
      rule,
      deviceLimits: () => ({ lower: facts.lower, upper: facts.upper ?? null }),
      get: () => Promise.resolve(owner.settings()[key]),
      set: async (value) => {
        await owner.change({ [key]: value });
        quantity.update(value);
      },
    });
    quantity.update(owner.settings()[key]);
    return [key, quantity];
  };
  const fact = (
    key: string,
    facts: Facts,
    read: () => number,
  ): NamedParameter => {
    const quantity = new Quantity({
      ...common(owner, key, facts),
      get: () => Promise.resolve(read()),
    });
    quantity.update(read());
    return [key, quantity];
  };
  return [
    setting('velocity', {
      help: 'How fast it travels, in dial units.',
      unit: `${unit}/s`,
      lower: SMALLEST,
    }),
    setting('acceleration', {
      help: 'How fast it gets to its velocity, in dial units.',
      unit: `${unit}/s^2`,
      lower: SMALLEST,
    }),
    setting('tolerance', {
      help: 'How far from its target it may stand when it says that it is done, in dial units.',
      unit,
      lower: SMALLEST,
    }),
    setting('settle', {
      help: 'Waited after a move, for the mechanics to calm down.',
      unit: 's',
      lower: 0,
      upper: MOST_SETTLE_S,
    }),
    setting('backlash', {
      help: 'Every move ends with at least this way in this direction, in dial units; 0 = none.',
      unit,
      lower: null,
    }),
    ['offset', offset(owner, rule)],
    fact(
      'sign',
      {
        help: 'Direction: user position = sign x scale x dial + offset.',
        unit: '',
        decimals: 0,
      },
      () => scale.sign,
    ),
    fact(
      'scale',
      { help: 'User units per dial unit.', unit: '', decimals: 6 },
      () => scale.size,
    ),
    ...(scale.stepsPerUnit === undefined
      ? []
      : [
          fact(
            'stepsPerUnit',
            { help: 'Steps of the controller per dial unit.', unit: '' },
            () => scale.stepsPerUnit ?? NaN,
          ),
        ]),
  ];
}

function offset(owner: SettingsOwner, rule: StateRule): Quantity {
  const quantity: Quantity = new Quantity({
    ...common(owner, 'offset', {
      help: 'User position at dial 0. Setting it redefines the position; limits stay where they physically are.',
      unit: owner.unit,
    }),
    rule,
    get: () => Promise.resolve(owner.scale.offset),
    set: (value) => {
      owner.setOffset(value);
      quantity.update(value);
      return Promise.resolve();
    },
  });
  quantity.update(owner.scale.offset);
  return quantity;
}

function common(owner: SettingsOwner, key: string, facts: Facts) {
  return {
    name: `${owner.name}.${key}`,
    help: facts.help,
    unit: facts.unit,
    decimals: facts.decimals ?? owner.decimals,
    clock: owner.clock,
  };
}
