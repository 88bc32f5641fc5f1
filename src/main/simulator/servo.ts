import type { Clock } from '../base/clock.ts';
import { createAxis, type AxisConfig } from './axis-config.ts';
import type { SimulatedAxis } from './axis.ts';
import type { World } from './world.ts';

/**
 * A motor in closed loop: it has power or not, and its controller gives up when the load does not follow.
 * What SMC100, PI and Galil controllers have in common. Positions in the unit of the stage.
 */
export class Servo {
  readonly axis: SimulatedAxis;
  readonly stepsPerUnit: number;
  /** How far the load may be from the setpoint. */
  allowed: number;
  isOn: boolean;

  constructor(
    config: AxisConfig,
    settings: { readonly allowed: number; readonly isOn: boolean },
    world: World,
    clock: Clock,
  ) {
    this.axis = createAxis(config, world, clock);
    this.stepsPerUnit = config.stepsPerUnit;
    this.allowed = settings.allowed;
    this.isOn = settings.isOn;
  }

  /** Where the encoder says the load is. */
  get measured(): number {
    return this.axis.measured / this.stepsPerUnit;
  }

  /** Where the profile is now. */
  get setpoint(): number {
    return this.axis.position / this.stepsPerUnit;
  }

  get velocity(): number {
    return this.axis.velocity / this.stepsPerUnit;
  }

  set velocity(velocity: number) {
    this.axis.velocity = velocity * this.stepsPerUnit;
  }

  get acceleration(): number {
    return this.axis.acceleration / this.stepsPerUnit;
  }

  set acceleration(acceleration: number) {
    this.axis.acceleration = acceleration * this.stepsPerUnit;
  }

  /** Whether the load is further from the setpoint than is allowed. */
  get isBehind(): boolean {
    return this.axis.behind / this.stepsPerUnit > this.allowed;
  }

  moveTo(position: number): void {
    this.axis.moveTo(position * this.stepsPerUnit);
  }

  /** Makes the register say `position` where the motor is now. */
  define(position: number): void {
    this.axis.define(Math.round(position * this.stepsPerUnit));
  }

  /** Cuts the power: it stands at once. */
  off(): void {
    this.axis.letGo();
    this.isOn = false;
  }
}
