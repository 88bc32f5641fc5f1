import type { DeviceStatus, Exchange } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Drive } from '../device/drive.ts';
import type { Motor } from '../device/motor.ts';
import { motorFromConfig } from './axis-motor.ts';
import type { Pm600Config } from './pm600-config.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = Pm600Config['axes'][string];

/** What the chain does for its axes. */
export interface Pm600AxisChain {
  /** Sends a command and answers with its value. */
  ask(command: string, signal?: AbortSignal): Promise<string>;
  untilStanding(axis: Pm600Axis, expectedMs: number): Promise<void>;
  /** Sends the stop in this turn; resolves when it is out, or confirmed where it can be. */
  stop(axis: Pm600Axis): Promise<void>;
  traffic(): readonly Exchange[];
}

/** Steps by which a position may differ from the target when a motion ended as it should. */
const SLACK_STEPS = 1;
/** Bounds of velocity (steps/s) and acceleration (steps/s²) in the controller. */
const FASTEST = 400_000;

/** One controller of the chain: what it last said, and the motor that people see. */
export class Pm600Axis implements Drive {
  readonly name: string;
  readonly address: number;
  readonly motor: Motor;
  isThere = false;
  isMoving = false;
  readonly #config: AxisConfig;
  readonly #chain: Pm600AxisChain;
  #steps = 0;
  /** Characters of `OS`: idle, error, upper and lower hard limit, ... */
  #flags = '';

  constructor(
    name: string,
    config: AxisConfig,
    context: DriverContext,
    chain: Pm600AxisChain,
  ) {
    this.name = name;
    this.address = config.address;
    this.#config = config;
    this.#chain = chain;
    this.motor = motorFromConfig(name, config, 'pm600', context, this, () =>
      chain.traffic(),
    );
  }

  /** Commands that set velocity and ramps, as the beamline file says. */
  settings(): readonly string[] {
    const { velocity, acceleration, stepsPerUnit } = this.#config;
    const inBounds = (value: number) =>
      Math.min(Math.max(1, Math.round(value * stepsPerUnit)), FASTEST);
    const ramp = inBounds(acceleration);
    return [
      `${this.address}SV${inBounds(velocity)}`,
      `${this.address}SA${ramp}`,
      `${this.address}SD${ramp}`,
    ];
  }

  async readStatus(): Promise<void> {
    const flags = await this.#chain.ask(`${this.address}OS`);
    if (!/^[01]{4,8}$/.test(flags)) {
      throw new BeamtimeError(
        'protocol',
        `${this.name} answered its status with "${flags}" instead of eight 0 and 1. Is it a PM600?`,
      );
    }
    this.isThere = true;
    this.#flags = flags;
    this.isMoving = flags[0] === '0';
    this.motor.report(this.#condition());
  }

  async readPosition(): Promise<void> {
    const query = this.#config.readback === 'actual' ? 'OA' : 'OC';
    const text = await this.#chain.ask(`${this.address}${query}`);
    const steps = Number(text);
    if (text === '' || !Number.isInteger(steps)) {
      throw new BeamtimeError(
        'protocol',
        `${this.name} answered its position with "${text}" instead of a whole number.`,
      );
    }
    this.#steps = steps;
    this.motor.report({ dial: steps / this.#config.stepsPerUnit });
  }

  lose(message: string): void {
    this.isThere = false;
    this.motor.report({ status: 'offline', message });
  }

  async go(
    dial: number,
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<number> {
    const steps = Math.round(dial * this.#config.stepsPerUnit);
    // Somebody asked for this move on purpose: a fault that is over must not stand in the way.
    if (this.#hasFault) await this.#chain.ask(`${this.address}RS`, signal);
    await this.#chain.ask(`${this.address}MA${steps}`, signal);
    await this.#chain.untilStanding(this, expectedMs);
    if (!signal.aborted && Math.abs(this.#steps - steps) > SLACK_STEPS) {
      this.#explainShortfall();
    }
    return this.#steps / this.#config.stepsPerUnit;
  }

  async read(): Promise<number> {
    await this.readPosition();
    return this.#steps / this.#config.stepsPerUnit;
  }

  async stop(): Promise<void> {
    await this.#chain.stop(this);
    if (!this.isThere) return;
    await this.#chain.untilStanding(this, 0);
  }

  get #hasFault(): boolean {
    return this.#flags[1] === '1';
  }

  get #hardLimit(): 'upper' | 'lower' | undefined {
    if (this.#flags[2] === '1') return 'upper';
    return this.#flags[3] === '1' ? 'lower' : undefined;
  }

  #condition(): { status: DeviceStatus; message: string | null } {
    if (this.isMoving) return { status: 'moving', message: null };
    if (this.#hasFault) {
      return {
        status: 'idle',
        message:
          'The controller has aborted a motion; the next move resets it.',
      };
    }
    const side = this.#hardLimit;
    if (!side) return { status: 'idle', message: null };
    return {
      status: 'limit',
      message: `It stands on its ${side} limit switch; move it the other way.`,
    };
  }

  /** It says idle and is not there: its flags know why. Without one it is left to the tolerance. */
  #explainShortfall(): void {
    const side = this.#hardLimit;
    if (side) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into the ${side} limit switch. Move it the other way, and check the limits in the beamline file.`,
      );
    }
    if (!this.#hasFault) return;
    throw new BeamtimeError(
      'device',
      `${this.name} stopped before it was there: the controller aborted the motion. Look for a blocked axis or an emergency stop at the controller.`,
    );
  }
}
