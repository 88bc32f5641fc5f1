import type { Clock } from '../base/clock.ts';
import type { StopCause } from './axis.ts';
import type { Gcs2AxisConfig } from './gcs2-config.ts';
import { GcsRefusal, gcsErrors, type GcsError } from './gcs2-errors.ts';
import { Servo } from './servo.ts';
import type { World } from './world.ts';

/** Travel of a stage without switches. */
const endless = 1e6;
/** How many times the velocity of its configuration a stage can do. */
const reserve = 4;
/** Steps by which the load may be off and still be on target. */
const window = 2;

/** A search for a place that is known: which end it should come to, and what the position is there. */
interface Search {
  readonly end: StopCause;
  readonly position: number;
}

/** One axis of a PI controller. Positions are those of the stage: the reference switch is at `home`, not at 0. */
export class Gcs2Axis {
  readonly servo: Servo;
  readonly stage: string;
  readonly maxVelocity: number;
  readonly maxAcceleration: number;
  readonly hasSwitches: { readonly lower: boolean; readonly upper: boolean };
  /** Where the reference switch is (0x16). */
  readonly referenceAt: number;
  lower: number;
  upper: number;
  /** Velocity of a search (0x50). */
  referenceVelocity: number;
  /** `RON`: moves need a reference. */
  needsReference = true;
  #isReferenced: boolean;
  #search: Search | undefined;
  #target: number;

  constructor(config: Gcs2AxisConfig, world: World, clock: Clock) {
    const { followingError: allowed, isReferenced, velocity } = config;
    this.servo = new Servo(
      config,
      { allowed, isOn: isReferenced },
      world,
      clock,
    );
    // An incremental encoder counts from where it woke up.
    if (!isReferenced) this.servo.define(0);
    const [lower, upper] = config.switches;
    this.stage = config.stage;
    this.hasSwitches = { lower: lower !== null, upper: upper !== null };
    this.lower = lower ?? -endless;
    this.upper = upper ?? endless;
    this.referenceAt = config.home;
    this.maxVelocity = reserve * velocity;
    this.maxAcceleration = reserve * config.acceleration;
    this.referenceVelocity = velocity / 2;
    this.#isReferenced = isReferenced;
    this.#target = this.servo.setpoint;
  }

  /** Brings it up to what has happened since somebody last looked. Answers with the error that it has come to. */
  update(): GcsError | undefined {
    const { servo } = this;
    if (servo.isOn && servo.isBehind) {
      this.setServo(false);
      return gcsErrors.motion;
    }
    if (!this.#search || servo.axis.isMoving) return undefined;
    const { end, position } = this.#search;
    this.#search = undefined;
    if (servo.axis.cause === end) {
      servo.define(position);
      this.#target = servo.setpoint;
      this.#isReferenced = true;
      return undefined;
    }
    this.#target = servo.setpoint;
    return gcsErrors.referencingFailed;
  }

  get isReferenced(): boolean {
    return this.#isReferenced;
  }

  get isReferencing(): boolean {
    return this.#search !== undefined;
  }

  get target(): number {
    return this.#target;
  }

  get isOnTarget(): boolean {
    const { axis, isOn, measured, stepsPerUnit } = this.servo;
    const isThere =
      Math.abs(measured - this.#target) <= (window + 0.5) / stepsPerUnit;
    return isOn && !axis.isMoving && !axis.isSettling && isThere;
  }

  /** Switching on makes where it stands its target. */
  setServo(isOn: boolean): void {
    if (isOn === this.servo.isOn) return;
    if (isOn) this.servo.isOn = true;
    else this.servo.off();
    this.#search = undefined;
    this.#target = this.servo.setpoint;
  }

  /** @throws GcsRefusal where a move to there would be refused */
  expectMove(target: number): void {
    const isKnown = this.#isReferenced || !this.needsReference;
    if (!isKnown || !this.servo.isOn) throw new GcsRefusal('notReady');
    if (target < this.lower || target > this.upper) {
      throw new GcsRefusal('position');
    }
  }

  moveTo(target: number): void {
    this.#search = undefined;
    this.#target = target;
    this.servo.moveTo(target);
  }

  /** @throws GcsRefusal where a search for this end would be refused */
  expectSearch(end: 'home' | 'lower' | 'upper'): void {
    if (!this.needsReference) throw new GcsRefusal('referencingDisabled');
    if (!this.servo.isOn) throw new GcsRefusal('notReady');
    if (end !== 'home' && !this.hasSwitches[end]) {
      throw new GcsRefusal('noLimitSwitch');
    }
  }

  /** FRF, FNL and FPL. The reference is lost when the search begins. */
  search(end: 'home' | 'lower' | 'upper'): void {
    const { axis, stepsPerUnit } = this.servo;
    const speed = this.referenceVelocity * stepsPerUnit;
    this.#isReferenced = false;
    if (end === 'home') axis.findHome(speed);
    else axis.jog(end === 'lower' ? -speed : speed);
    const position = end === 'home' ? this.referenceAt : this[end];
    this.#search = { end, position };
  }

  /** With its ramp, or at once. Where it comes to stand is its target. */
  stop({ isAbrupt }: { readonly isAbrupt: boolean }): void {
    const { axis, stepsPerUnit } = this.servo;
    if (isAbrupt) axis.abort();
    else axis.stop();
    this.#search = undefined;
    this.#target = axis.destination / stepsPerUnit;
  }

  /** `POS`: says where it is, which makes it referenced. */
  define(position: number): void {
    if (this.needsReference) throw new GcsRefusal('referenceModeOn');
    this.servo.define(position);
    this.#target = this.servo.setpoint;
    this.#isReferenced = true;
  }

  /** The 16 bits of `#4`, as those of a C-863 (EPICS PI_GCS2 driver). */
  get status(): number {
    const { axis, isOn } = this.servo;
    const bits = [
      [0x0001, axis.isAtLower],
      [0x0002, axis.isAtHome],
      [0x0004, axis.isAtUpper],
      [0x1000, isOn],
      [0x2000, axis.isMoving],
      [0x4000, this.isReferencing],
      [0x8000, this.isOnTarget],
    ] as const;
    return bits.reduce((word, [bit, isSet]) => word + (isSet ? bit : 0), 0);
  }
}
