import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { controllerStops } from '../device/on-stop.ts';
import type { Speed } from '../device/speed.ts';
import type { AxisWays } from './axis-line.ts';
import { StepAxis } from './controller-axis.ts';
import type { GalilConfig } from './galil-config.ts';
import {
  conditionOf,
  EDGE_FOUND,
  HOME_FOUND,
  isFault,
  readSwitches,
  stopCodeInWords,
  switchesInWords,
} from './galil-status.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = GalilConfig['axes'][string];

/** Registers of a position: where it should be, steps sent, encoder. */
export type GalilRegister = 'RP' | 'TD' | 'TP';

/** What the controller does for its axes beside what every line does. */
export interface GalilAxisController extends AxisWays {
  readonly onStop: GalilConfig['onStop'];
  /** Starts it together with others that are started in the same turn. */
  move(steps: number, signal: AbortSignal): Promise<void>;
}

/** Begin not possible due to limit switch. */
const BEGIN_AT_LIMIT = 22;
/** Ramps are whole multiples of this, steps/s². */
const RAMP_STEP = 1024;
/** Soft limits that are this far away are none. */
const NO_LIMIT = 2_147_483_647;
const REGISTERS = { commanded: 'RP', steps: 'TD', encoder: 'TP' } as const;

/** One axis of a Galil controller. */
export class GalilAxis extends StepAxis<AxisConfig> {
  readonly letter: string;
  /** Looked at in every poll: the one that is shown as its position first. */
  readonly registers: readonly GalilRegister[];
  readonly readEncoder?: () => Promise<number>;
  readonly #controller: GalilAxisController;
  #switches = readSwitches(0);
  #stopCode = 0;
  #encoder = NaN;

  constructor(
    name: string,
    fields: AxisConfig,
    context: DriverContext,
    controller: GalilAxisController,
  ) {
    const { stepsPerUnit, address, readback, encoder } = fields;
    super({
      name,
      driver: 'galil',
      fields,
      context,
      ways: controller,
      facts: {
        stepsPerUnit,
        tolerance: 2 / stepsPerUnit,
        onStop: controllerStops[controller.onStop],
      },
    });
    this.letter = address;
    this.#controller = controller;
    const shown = REGISTERS[readback];
    this.registers = encoder && shown !== 'TP' ? [shown, 'TP'] : [shown];
    if (!encoder) return;
    this.readEncoder = async () => {
      await this.read();
      return this.#encoder;
    };
  }

  /** Commands that set velocity and both ramps; the controller takes whole multiples only. */
  settings({ velocity, acceleration }: Speed): readonly string[] {
    const { letter } = this;
    const steps = acceleration * this.fields.stepsPerUnit;
    const ramp = Math.max(1, Math.round(steps / RAMP_STEP)) * RAMP_STEP;
    return [
      this.#velocityCommand(velocity),
      `AC${letter}=${ramp}`,
      `DC${letter}=${ramp}`,
    ];
  }

  /** What `TS` and `SC` said. */
  takeStatus(byte: number, stopCode: number): void {
    const switches = readSwitches(byte);
    this.#switches = switches;
    this.#stopCode = stopCode;
    const { isMoving, isPowered } = switches;
    this.take({ isMoving, isPowered, ...conditionOf(switches, stopCode) });
  }

  /** What a register of its position said. */
  takeCount(register: GalilRegister, count: number): void {
    const { countsPerUnit, stepsPerUnit } = this.fields;
    const perUnit =
      register === 'TP' ? (countsPerUnit ?? stepsPerUnit) : stepsPerUnit;
    const dial = count / perUnit;
    if (register === 'TP') this.#encoder = dial;
    this.take({
      ...(register === this.registers[0] && { dial }),
      ...(register === 'TP' && { encoder: dial }),
    });
  }

  /** Soft limits of the controller itself, steps. */
  takeLimits(lower: number, upper: number): void {
    this.take({
      limits: {
        lower: lower <= -NO_LIMIT ? null : this.toDial(lower),
        upper: upper >= NO_LIMIT ? null : this.toDial(upper),
      },
    });
  }

  async home(signal: AbortSignal): Promise<number> {
    const { letter, fields } = this;
    const { homeBy, homeVelocity, homeAt } = fields;
    const found = homeBy === 'FE' ? EDGE_FOUND : HOME_FOUND;
    if (homeVelocity !== undefined) {
      await this.ways.send(this.#velocityCommand(homeVelocity), signal);
    }
    try {
      await this.#search(signal);
    } finally {
      if (homeVelocity !== undefined) {
        await this.ways.send(this.#velocityCommand(this.motor.speed.velocity));
      }
    }
    if (signal.aborted) return this.dial;
    this.take({ isReferenced: this.#stopCode === found });
    if (this.#stopCode !== found) throw this.#notFound();
    if (homeAt !== null) {
      await this.ways.send(`DP${letter}=${this.toSteps(homeAt)}`);
    }
    return this.read();
  }

  async setPower(isOn: boolean): Promise<void> {
    await this.ways.send(`${isOn ? 'SH' : 'MO'}${this.letter}`);
    await this.ways.untilStanding(0);
  }

  /** A position error is over when the controller counts from where the load stands. Power stays as it is. */
  async clearFault(): Promise<void> {
    if (this.#switches.isBehind) await this.ways.send(`SH${this.letter}`);
    await this.ways.untilStanding(0);
  }

  override async go(
    dial: number,
    expectedMs: number,
    signal: AbortSignal,
  ): Promise<number> {
    const reached = await super.go(dial, expectedMs, signal);
    // A count of steps knows nothing of a load that stayed behind.
    if (!signal.aborted && this.#switches.isBehind) {
      throw this.#failure('its load did not follow (position error)');
    }
    return reached;
  }

  protected async start(dial: number, signal: AbortSignal): Promise<void> {
    await this.#sayingLimit(
      this.#controller.move(this.toSteps(dial), signal),
      dial > this.dial ? 'upper' : 'lower',
    );
  }

  /** The stop code knows why. The end of its way leaves it to the tolerance. */
  protected explainShortfall(): void {
    const code = this.#stopCode;
    if (this.#switches.isBehind || !this.#switches.isPowered) {
      const why = this.#switches.isPowered
        ? 'its load did not follow (position error)'
        : `its motor power went off, after ${stopCodeInWords(code)}`;
      throw this.#failure(why);
    }
    if (code === 2 || code === 3) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into ${stopCodeInWords(code)}. Move it the other way, and check the limits in the beamline file.`,
        { detail: this.#detail() },
      );
    }
    if (code === 4 || code === 7) {
      throw new BeamtimeError(
        'stopped',
        `${this.name} was stopped by ${stopCodeInWords(code)} that did not come from here.`,
        { detail: this.#detail() },
      );
    }
    if (!isFault(code)) return;
    throw this.#failure(`it was ended by ${stopCodeInWords(code)}`);
  }

  /** `FI` takes the direction and speed of a jog; the others look at the switch. */
  async #search(signal: AbortSignal): Promise<void> {
    const { letter, fields } = this;
    const { homeBy, home, homeVelocity, homeTimeout } = fields;
    if (homeBy === 'FI') {
      const velocity = homeVelocity ?? this.motor.speed.velocity;
      const sign = home === 'positive' ? '' : '-';
      const steps = this.#evenSteps(velocity);
      await this.ways.send(`JG${letter}=${sign}${steps}`, signal);
    }
    await this.ways.send(`${homeBy}${letter}`, signal);
    await this.#sayingLimit(this.ways.send(`BG${letter}`, signal));
    await this.ways.untilStanding(homeTimeout * 1000);
  }

  async #sayingLimit(start: Promise<unknown>, side?: string): Promise<void> {
    try {
      await start;
    } catch (error) {
      if (
        !isBeamtimeError(error, 'device') ||
        error.detail.code !== BEGIN_AT_LIMIT
      )
        throw error;
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} did not start: it stands on ${side ? `its ${side} limit` : 'a limit'} (switch, or soft limit of the controller). Move it the other way.`,
        { detail: error.detail, cause: error },
      );
    }
  }

  #velocityCommand(velocity: number): string {
    return `SP${this.letter}=${this.#evenSteps(velocity)}`;
  }

  /** Velocities are even, steps/s. */
  #evenSteps(velocity: number): number {
    const steps = velocity * this.fields.stepsPerUnit;
    return Math.max(1, Math.round(steps / 2)) * 2;
  }

  #notFound(): BeamtimeError {
    const { homeBy } = this.fields;
    return this.#failure(
      `${homeBy} did not find its reference; it was ended by ${stopCodeInWords(this.#stopCode)}, home input ${this.#switches.isHomeHigh ? 'high' : 'low'}`,
    );
  }

  #failure(why: string): BeamtimeError {
    return new BeamtimeError(
      'device',
      `${this.name} stopped before it was there: ${why}. Look at the axis and its controller.`,
      { detail: this.#detail() },
    );
  }

  #detail() {
    return {
      stopCode: this.#stopCode,
      switches: switchesInWords(this.#switches),
    };
  }
}
