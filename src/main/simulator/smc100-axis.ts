import type { Clock } from '../base/clock.ts';
import { Servo } from './servo.ts';
import type { Smc100AxisConfig } from './smc100-config.ts';
import { settingsAtStart } from './smc100-settings.ts';
import {
  positionerErrors,
  refusals,
  Smc100Refusal,
  stateCode,
  type Smc100State,
} from './smc100-states.ts';
import type { World } from './world.ts';

/** Letter of a motion that would leave the software limits, and of limits that would leave the motor outside. */
const outOfLimits = 'G';
const positionOutside = 'N';

/** One SMC100: a stage, the state it is in, and the last error. Positions count from home. */
export class Smc100Axis {
  readonly servo: Servo;
  readonly #config: Smc100AxisConfig;
  readonly #clock: Clock;
  readonly #settings: Map<string, number>;
  #state: Smc100State = 'not referenced';
  #code = stateCode('not referenced', 'start');
  #error = '@';
  #errors = 0;
  #target = 0;
  #homing = { startedAt: 0, seconds: 0 };
  stage: string;

  constructor(config: Smc100AxisConfig, world: World, clock: Clock) {
    this.#config = config;
    this.#clock = clock;
    this.#settings = settingsAtStart(config);
    this.stage = config.stage;
    const { state } = config;
    const isReferenced =
      state !== 'not referenced' && state !== 'configuration';
    const isOn = state === 'ready' || state === 'jogging';
    const allowed = config.followingError;
    this.servo = new Servo(config, { allowed, isOn }, world, clock);
    this.servo.define(isReferenced ? config.start - config.home : 0);
    this.#target = this.servo.setpoint;
    this.#state = state;
    this.#code = stateCode(state, 'start');
  }

  /** Brings the state up to what has happened since somebody last looked. */
  update(): void {
    const { axis } = this.servo;
    if (this.servo.isOn && this.servo.isBehind) {
      // No code tells of a DISABLE from HOMING; what is left is NOT REFERENCED.
      this.#fail(
        positionerErrors.following,
        this.#state === 'homing' ? 'not referenced' : 'disable',
      );
    } else if (this.#state === 'homing') {
      this.#updateHoming();
    } else if (this.#state === 'moving' && !axis.isMoving) {
      if (!this.#hitEnd()) this.#enter('ready');
    }
  }

  get state(): Smc100State {
    return this.#state;
  }

  /** `eeeess` of `TS`. The errors stay until power is switched on again. */
  get status(): string {
    const errors = this.#errors.toString(16).toUpperCase().padStart(4, '0');
    return errors + this.#code;
  }

  /** The letter of the last refusal; reading forgets it. */
  takeError(): string {
    const error = this.#error;
    this.#error = '@';
    return error;
  }

  refuse(letter: string): void {
    this.#error = letter;
  }

  /** Where the last move was to end. */
  get target(): number {
    return this.#target;
  }

  /** Refuses what is not done in the state it is in. */
  expect(...states: readonly Smc100State[]): void {
    if (!states.includes(this.#state)) {
      throw new Smc100Refusal(refusals[this.#state]);
    }
  }

  setting(name: string): number {
    return this.#settings.get(name) ?? 0;
  }

  allSettings(): ReadonlyMap<string, number> {
    return this.#settings;
  }

  set(name: string, value: number): void {
    const { measured } = this.servo;
    if (
      this.#state !== 'configuration' &&
      ((name === 'SL' && value > measured) ||
        (name === 'SR' && value < measured))
    ) {
      throw new Smc100Refusal(positionOutside);
    }
    this.#settings.set(name, value);
    if (name === 'VA') this.servo.velocity = value;
    if (name === 'AC') this.servo.acceleration = value;
    if (name === 'FE') this.servo.allowed = value;
  }

  moveTo(target: number): void {
    if (target < this.setting('SL') || target > this.setting('SR')) {
      throw new Smc100Refusal(outOfLimits);
    }
    this.#target = target;
    this.servo.moveTo(target);
    this.#enter('moving');
  }

  home(): void {
    if (this.#state === 'homing') throw new Smc100Refusal('E');
    this.expect('not referenced');
    const { servo } = this;
    this.#powerUp();
    this.#homing = {
      startedAt: this.#clock.monotonic(),
      seconds: servo.axis.findHome(this.setting('OH') * servo.stepsPerUnit),
    };
    this.#enter('homing');
  }

  /** A stop with its ramp; in a search for home it loses what it had. */
  stop(): void {
    this.servo.axis.stop();
    this.#target = this.servo.setpoint;
    if (this.#state === 'homing') this.#lose('not referenced');
    if (this.#state === 'jogging') this.#enter('ready');
  }

  disable(): void {
    this.#lose('disable');
  }

  enable(): void {
    this.#powerUp();
    this.#enter('ready');
  }

  configure(isOn: boolean): void {
    this.#enter(isOn ? 'configuration' : 'not referenced');
  }

  /** As after power-on: nothing is known of where home is, and the settings are the stored ones. */
  reset(): void {
    this.servo.off();
    this.servo.define(0);
    this.#target = 0;
    for (const [name, value] of settingsAtStart(this.#config)) {
      this.#settings.set(name, value);
    }
    this.servo.velocity = this.setting('VA');
    this.servo.acceleration = this.setting('AC');
    this.servo.allowed = this.setting('FE');
    this.#errors = 0;
    this.#error = '@';
    this.#state = 'not referenced';
    this.#code = stateCode('not referenced', 'start');
  }

  #updateHoming(): void {
    const { axis } = this.servo;
    const { startedAt, seconds } = this.#homing;
    const elapsed = (this.#clock.monotonic() - startedAt) / 1000;
    const limit = this.setting('OT');
    if (seconds > limit && elapsed >= limit) {
      this.#fail(positionerErrors.homingTimeout, 'not referenced');
    } else if (!axis.isMoving && !this.#hitEnd()) {
      this.servo.define(0);
      this.#target = 0;
      this.#enter('ready');
    }
  }

  /** A switch at the end of travel costs the reference: the motor may have lost steps, and code 0F has no other use. */
  #hitEnd(): boolean {
    const { cause } = this.servo.axis;
    if (cause !== 'upper' && cause !== 'lower') return false;
    this.#fail(positionerErrors[cause], 'not referenced');
    return true;
  }

  #powerUp(): void {
    this.#errors = 0;
    this.servo.isOn = true;
    this.#target = this.servo.setpoint;
  }

  #fail(error: number, state: Smc100State): void {
    this.#errors |= error;
    this.#lose(state);
  }

  #lose(state: Smc100State): void {
    this.servo.off();
    this.#enter(state);
  }

  #enter(state: Smc100State): void {
    this.#code = stateCode(state, this.#state);
    this.#state = state;
  }
}
