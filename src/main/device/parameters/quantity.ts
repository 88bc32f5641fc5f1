import type { Limits } from '../../../contract/devices.ts';
import { BeamtimeError } from '../../../contract/errors.ts';
import { Listeners } from '../../base/listeners.ts';
import {
  assertWithin,
  isWithin,
  limitsInWords,
  openLimits,
  tighter,
} from '../limits.ts';
import { Locking } from '../lock.ts';
import { Parameter, type ParameterOptions } from './base.ts';
import { formatQuantity, toUnit } from '../units.ts';

/**
 * How a quantity hangs together with what physically is there. User limits are held in dial units, so that a
 * redefined position never moves them; where there is no dial, the dial is the quantity itself.
 */
export interface Dial {
  limitsToUser(dial: Limits): Limits;
  limitsToDial(user: Limits): Limits;
  /** Steps of the controller per dial unit; left out where it does not count in steps. */
  readonly stepsPerUnit?: number | undefined;
}

/** A parameter with a unit and limits. */
export interface QuantityOptions extends ParameterOptions<number> {
  readonly unit: string;
  /** Decimals shown in sentences. */
  readonly decimals?: number;
  /** The device's own limits, which nobody can widen. */
  readonly deviceLimits?: () => Limits;
  readonly dial?: Dial;
}

/** A number with a unit. Values in other units are converted; beyond the limits they are refused. */
export class Quantity extends Parameter<number> {
  readonly unit: string;
  readonly decimals: number;
  readonly limitLocking: Locking;
  readonly #deviceLimits: () => Limits;
  readonly #dial: Dial;
  #dialLimits = openLimits;
  readonly #limitsChanged = new Listeners<Limits>();

  constructor(options: QuantityOptions) {
    super(options);
    this.unit = options.unit;
    this.decimals = options.decimals ?? 3;
    this.limitLocking = new Locking(`The limits of ${this.name}`, this.clock);
    this.#deviceLimits = options.deviceLimits ?? (() => openLimits);
    this.#dial = options.dial ?? noDial;
  }

  /** The tighter of user and device limits, side by side. One side alone counts. */
  limits(): Limits {
    return this.allLimits().limits;
  }

  /** The effective ones, and the two that they are made of. */
  allLimits(): { limits: Limits; userLimits: Limits; deviceLimits: Limits } {
    const userLimits = this.userLimits();
    const deviceLimits = this.#deviceLimits();
    return {
      limits: tighter(userLimits, deviceLimits),
      userLimits,
      deviceLimits,
    };
  }

  /** What people set, in this quantity's unit. */
  userLimits(): Limits {
    return this.#dial.limitsToUser(this.#dialLimits);
  }

  /** The user limits as they physically are: what is kept of them. */
  dialLimits(): Limits {
    return this.#dialLimits;
  }

  /** Where dial limits are in this quantity's unit. */
  fromDial(limits: Limits): Limits {
    return this.#dial.limitsToUser(limits);
  }

  /** Where limits in this quantity's unit are on the dial. */
  toDial(limits: Limits): Limits {
    return this.#dial.limitsToDial(limits);
  }

  /** Steps of the controller per dial unit; null where it does not count in steps. */
  get stepsPerUnit(): number | null {
    return this.#dial.stepsPerUnit ?? null;
  }

  deviceLimits(): Limits {
    return this.#deviceLimits();
  }

  /**
   * Sets or clears (null) the user limits, in this quantity's unit.
   *
   * @throws BeamtimeError `lock` (clearing too), `limit` when they are crossed or outside the device's own
   */
  setLimits(limits: Limits): void {
    this.limitLocking.assertFree();
    this.assertFree();
    const { lower, upper } = limits;
    for (const limit of [lower, upper]) {
      if (limit === null) continue;
      if (!Number.isFinite(limit)) {
        throw new BeamtimeError(
          'parameter',
          `${this.name}: ${String(limit)} is not a limit. Give a finite number in ${this.unit || 'its unit'}, or none to leave that side open.`,
        );
      }
      if (!isWithin(limit, this.#deviceLimits())) {
        throw new BeamtimeError(
          'limit',
          `${this.name}: a limit of ${formatQuantity(limit, this.decimals, this.unit)} is outside the range of the device itself. Choose limits ${limitsInWords(this.#deviceLimits(), this.decimals, this.unit)}.`,
        );
      }
    }
    if (lower !== null && upper !== null && lower > upper) {
      throw new BeamtimeError(
        'limit',
        `${this.name}: the lower limit ${formatQuantity(lower, this.decimals, this.unit)} is above the upper limit ${formatQuantity(upper, this.decimals, this.unit)}. Swap them.`,
      );
    }
    this.#dialLimits = this.#dial.limitsToDial({ lower, upper });
    this.limitsChanged();
  }

  /** For whoever gives the device's own limits: they are others now. */
  limitsChanged(): void {
    this.#limitsChanged.emit(this.limits());
  }

  onLimitsChanged(listener: (limits: Limits) => void): () => void {
    return this.#limitsChanged.add(listener);
  }

  /** @throws BeamtimeError `parameter` when it is not finite, `limit` when it is beyond a limit */
  override check(value: number): void {
    assertWithin(this.name, value, this.limits(), this.decimals, this.unit);
  }

  /** As `set`, with text such as `0.5 cm` allowed. */
  setFrom(input: number | string, signal?: AbortSignal): Promise<void> {
    return this.set(toUnit(input, this.unit), signal);
  }
}

const noDial: Dial = {
  limitsToUser: (limits) => limits,
  limitsToDial: (limits) => limits,
};
