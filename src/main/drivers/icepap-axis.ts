import type { Exchange } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Drive } from '../device/drive.ts';
import type { Motor } from '../device/motor.ts';
import { motorFromConfig } from './axis-motor.ts';
import type { IcepapConfig } from './icepap-config.ts';
import { stopCodeInWords, type IcepapStatus } from './icepap-status.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = IcepapConfig['axes'][string];

/** What the rack does for its axes. */
export interface IcepapAxisRack {
  start(axis: IcepapAxis, steps: number, signal: AbortSignal): Promise<void>;
  untilStanding(axis: IcepapAxis, expectedMs: number): Promise<void>;
  readPosition(axis: IcepapAxis): Promise<void>;
  /** Sends the stop in this turn; resolves when the rack has taken it. */
  stop(axis: IcepapAxis): Promise<void>;
  traffic(): readonly Exchange[];
}

/** Steps by which a position may differ from the target when a motion ended as it should. */
const SLACK_STEPS = 1;
/** Positions of a moving axis are announced this often. */
const SHOW_MS = 50;

/** One board of an IcePAP rack: what the rack last said of it, and the motor that people see. */
export class IcepapAxis implements Drive {
  readonly name: string;
  readonly address: number;
  readonly readback: 'axis' | 'measure';
  readonly motor: Motor;
  /** The board answers. */
  isThere = false;
  isMoving = false;
  readonly #config: AxisConfig;
  readonly #rack: IcepapAxisRack;
  readonly #clock: Clock;
  #shownAt = 0;
  #steps = 0;
  #stopCode = 0;

  constructor(
    name: string,
    config: AxisConfig,
    context: DriverContext,
    rack: IcepapAxisRack,
  ) {
    this.name = name;
    this.address = config.address;
    this.readback = config.readback;
    this.#config = config;
    this.#rack = rack;
    this.#clock = context.clock;
    this.motor = motorFromConfig(name, config, 'icepap', context, this, () =>
      rack.traffic(),
    );
  }

  /** Commands that set velocity (steps/s) and time to full speed (s), as the beamline file says. */
  settings(): readonly string[] {
    const { velocity, acceleration, stepsPerUnit } = this.#config;
    return [
      `#VELOCITY ${this.address} ${Math.max(1, Math.round(velocity * stepsPerUnit))}`,
      `#ACCTIME ${this.address} ${Number((velocity / acceleration).toPrecision(4))}`,
    ];
  }

  /** While it moves it is asked much more often than anybody wants to be told. */
  take(said: IcepapStatus, steps: number): void {
    const now = this.#clock.monotonic();
    this.isThere = true;
    this.isMoving = said.isMoving;
    this.#stopCode = said.stopCode;
    if (!said.isMoving || now - this.#shownAt >= SHOW_MS) {
      this.#shownAt = now;
      this.takeSteps(steps);
    }
    this.motor.report({ status: said.status, message: said.message });
  }

  takeSteps(steps: number): void {
    this.#steps = steps;
    this.motor.report({ dial: steps / this.#config.stepsPerUnit });
  }

  /** The board or the whole rack does not answer. */
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
    await this.#rack.start(this, steps, signal);
    await this.#rack.untilStanding(this, expectedMs);
    if (!signal.aborted && Math.abs(this.#steps - steps) > SLACK_STEPS) {
      this.#explainShortfall();
    }
    return this.#steps / this.#config.stepsPerUnit;
  }

  async read(): Promise<number> {
    await this.#rack.readPosition(this);
    return this.#steps / this.#config.stepsPerUnit;
  }

  async stop(): Promise<void> {
    await this.#rack.stop(this);
    if (!this.isThere) return;
    await this.#rack.untilStanding(this, 0);
  }

  /** It says done and is not there: the stop code knows why. A code of 0 leaves it to the tolerance. */
  #explainShortfall(): void {
    const code = this.#stopCode;
    if (code === 0) return;
    const words = stopCodeInWords(code);
    if (code === 3 || code === 4) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into ${words}. Move it the other way, and check the limits in the beamline file.`,
      );
    }
    if (code === 1 || code === 2) {
      throw new BeamtimeError(
        'stopped',
        `${this.name} was stopped by ${words} that did not come from here.`,
      );
    }
    throw new BeamtimeError(
      'device',
      `${this.name} stopped before it was there: ${words}. Look at the rack.`,
    );
  }
}
