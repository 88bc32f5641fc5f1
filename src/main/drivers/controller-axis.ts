import type { Drive } from '../device/drive.ts';
import type { Motor, MotorFact } from '../device/motor.ts';
import { isOutOfSight } from '../device/move.ts';
import type { Speed } from '../device/speed.ts';
import type { AxisFields } from './axis-config.ts';
import type { AxisWays, LineAxis } from './axis-line.ts';
import { motorFromConfig, type AxisFacts } from './axis-motor.ts';
import type { DriverContext } from './types.ts';

/** What an axis is made of. */
export interface AxisParts<F extends AxisFields> {
  readonly name: string;
  readonly driver: string;
  readonly fields: F;
  readonly context: DriverContext;
  readonly ways: AxisWays;
  /** What the driver knows of its motors beside the beamline file. */
  readonly facts: AxisFacts;
}

/** Tolerance of an axis that does not count in steps, where the beamline file gives none; dial units. */
export const UNIT_TOLERANCE = 0.001;

/** Positions of a moving axis are announced this often, though it is asked much more often. */
const SHOW_MS = 50;

/**
 * One axis of a controller: what the controller last said of it, and the motor that people see. A driver adds the
 * words of its protocol.
 */
export abstract class ControllerAxis<F extends AxisFields = AxisFields>
  implements Drive, LineAxis
{
  readonly name: string;
  /** It answers. */
  isThere = false;
  isMoving = false;
  isOutOfSight = false;
  /** A move was sent, and it has not been seen to stand since. */
  #isUnderWay = false;
  protected readonly fields: F;
  protected readonly ways: AxisWays;
  readonly #parts: AxisParts<F>;
  #motor: Motor | undefined;
  #dial = 0;
  #shownAt = -Infinity;

  constructor(parts: AxisParts<F>) {
    this.name = parts.name;
    this.fields = parts.fields;
    this.ways = parts.ways;
    this.#parts = parts;
  }

  /** Made at first use, when what the axis is able to do is complete. */
  get motor(): Motor {
    const { name, driver, fields, context, ways, facts } = this.#parts;
    return (this.#motor ??= motorFromConfig(
      { name, driver, fields, context, facts },
      this,
      () => ways.traffic(),
    ));
  }

  abstract settings(speed: Speed): readonly string[];

  /** Where the controller can stand that is nearest to `dial`. */
  protected abstract nearest(dial: number): number;

  /** How far from its target it may end though nothing went wrong, dial units. */
  protected abstract readonly slack: number;

  /** Sends the start; resolves when the controller has taken it. */
  protected abstract start(dial: number, signal: AbortSignal): Promise<void>;

  /**
   * It says that it is done and is not there. Throws what the controller knows of the reason, else leaves it to the
   * tolerance.
   */
  protected abstract explainShortfall(): void;

  protected get dial(): number {
    return this.#dial;
  }

  /** Takes in what the controller said. While it moves, positions are told less often than they are heard. */
  protected take(fact: MotorFact & { readonly isMoving?: boolean }): void {
    const { isMoving = this.isMoving, dial, ...rest } = fact;
    this.isThere = true;
    this.isMoving = isMoving;
    if (dial !== undefined) this.#dial = dial;
    const now = this.#parts.context.clock.monotonic();
    const isShown =
      dial !== undefined && (!isMoving || now - this.#shownAt >= SHOW_MS);
    if (isShown) this.#shownAt = now;
    this.motor.report({ ...rest, ...(isShown && { dial }) });
  }

  /** The axis or its whole line does not answer any more. */
  lose(message: string): void {
    this.isOutOfSight ||= this.isMoving || this.#isUnderWay;
    this.isThere = false;
    this.isMoving = false;
    this.motor.report({ status: 'offline', message });
  }

  async go(
    dial: number,
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<number> {
    const target = this.nearest(dial);
    this.#isUnderWay = true;
    try {
      await this.start(target, signal);
      await this.ways.untilStanding(expectedMs);
      this.#isUnderWay = false;
    } catch (error) {
      // Refused is not under way; what else went wrong says nothing of the axis.
      this.#isUnderWay = isOutOfSight(error);
      throw error;
    }
    if (!signal.aborted && Math.abs(this.#dial - target) > this.slack) {
      this.explainShortfall();
    }
    return this.#dial;
  }

  trouble(): string | null {
    return this.ways.trouble();
  }

  async read(): Promise<number> {
    await this.ways.readPosition();
    return this.#dial;
  }

  async stop(): Promise<void> {
    await this.ways.stop();
    if (!this.isThere) return;
    await this.ways.untilStanding(0);
    this.#isUnderWay = false;
  }

  async setSpeed(speed: Speed): Promise<void> {
    for (const command of this.settings(speed)) await this.ways.send(command);
  }
}

/** Steps of a controller that counts in whole ones. */
export abstract class StepAxis<
  F extends AxisFields & { readonly stepsPerUnit: number },
> extends ControllerAxis<F> {
  /** One step: what rounding may do. */
  protected get slack(): number {
    return (1 + 1e-6) / this.fields.stepsPerUnit;
  }

  protected nearest(dial: number): number {
    return this.toDial(this.toSteps(dial));
  }

  protected toSteps(dial: number): number {
    // `+ 0` makes a negative zero a plain one, which no controller knows.
    return Math.round(dial * this.fields.stepsPerUnit) + 0;
  }

  protected toDial(steps: number): number {
    return steps / this.fields.stepsPerUnit;
  }
}

/** An axis whose controller takes and tells positions in units, as decimal numbers. */
export abstract class UnitAxis<F extends AxisFields> extends ControllerAxis<F> {
  protected get slack(): number {
    return this.fields.tolerance ?? UNIT_TOLERANCE;
  }

  protected nearest(dial: number): number {
    return Number(inUnits(dial));
  }
}

/** A decimal number as such a controller reads it: at most six decimals, no exponent, no negative zero. */
export function inUnits(value: number): string {
  const text = value.toFixed(6).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}
