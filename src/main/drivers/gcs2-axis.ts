import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { controllerStops } from '../device/on-stop.ts';
import type { Speed } from '../device/speed.ts';
import type { AxisWays } from './axis-line.ts';
import { inUnits, UNIT_TOLERANCE, UnitAxis } from './controller-axis.ts';
import { REFERENCE_COMMANDS, type Gcs2Config } from './gcs2-config.ts';
import { GCS, gcsErrorInWords } from './gcs2-errors.ts';
import { gcsCondition, limitInRegister } from './gcs2-status.ts';
import { replyNumber } from './reply-number.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = Gcs2Config['axes'][string];

/** What the controller does for its axes beside what every line does. */
export interface Gcs2AxisController extends AxisWays {
  readonly onStop: Gcs2Config['onStop'];
  /** Starts it together with others that are started in the same turn. */
  move(dial: number, signal: AbortSignal): Promise<void>;
}

/** An axis that has come to rest may take this long to be on target, or to say that its reference is found. */
const SETTLE_MS = 1_000;

/** One axis of a PI controller. */
export class Gcs2Axis extends UnitAxis<AxisConfig> {
  /** As the controller names it. */
  readonly id: string;
  readonly #controller: Gcs2AxisController;
  readonly #clock: Clock;
  /** What it answered when it was found, by query; a query that is missing it does not know. */
  #abilities: ReadonlyMap<string, string> = new Map();
  #isOn: boolean | undefined;
  #isReferenced: boolean | undefined;
  #limit: 'upper' | 'lower' | undefined;
  /** The error that its last motion, or its servo, came to. */
  #code: number = GCS.none;
  #isSearching = false;
  #settlesUntil = -Infinity;

  constructor(
    name: string,
    fields: AxisConfig,
    context: DriverContext,
    controller: Gcs2AxisController,
  ) {
    super({
      name,
      driver: 'gcs2',
      fields,
      context,
      ways: controller,
      facts: {
        tolerance: UNIT_TOLERANCE,
        needsReference: true,
        onStop: controllerStops[controller.onStop],
      },
    });
    this.id = String(fields.address);
    this.#controller = controller;
    this.#clock = context.clock;
  }

  /** What it can do, by the queries that it answered, and the limits that the controller keeps. */
  learn(abilities: ReadonlyMap<string, string>): void {
    this.#abilities = abilities;
    const [lower, upper] = ['TMN?', 'TMX?'].map((query) =>
      replyNumber(abilities.get(query)),
    );
    this.motor.report({
      limits: { lower: lower ?? null, upper: upper ?? null },
    });
  }

  /** Where moves need no reference (RON), nobody asks whether it was found. */
  knows(query: string): boolean {
    if (query === 'FRF?' && this.#abilities.get('RON?') === '0') return false;
    return this.#abilities.has(query);
  }

  /** Commands that set velocity and both ramps, as far as it has them. */
  settings({ velocity, acceleration }: Speed): readonly string[] {
    const settings = [
      ['VEL', velocity],
      ['ACC', acceleration],
      ['DEC', acceleration],
    ] as const;
    return settings
      .filter(([command]) => this.knows(`${command}?`))
      .map(([command, value]) => `${command} ${this.id} ${inUnits(value)}`);
  }

  override async setSpeed(speed: Speed): Promise<void> {
    const isNew = speed.acceleration !== this.motor.speed.acceleration;
    if (isNew && !this.knows('ACC?')) {
      throw new BeamtimeError(
        'unsupported',
        `The controller of ${this.name} has no acceleration that can be set.`,
      );
    }
    await super.setSpeed(speed);
  }

  /** It moves, as its bit says. */
  takeMotion(): void {
    this.#settlesUntil = this.#clock.monotonic() + SETTLE_MS;
    this.take({ isMoving: true, status: 'moving', message: null });
  }

  /** Its bit says that it stands; `value` tells the rest. */
  takeLook(value: (query: string) => string | undefined, code: number): void {
    const wasOn = this.#isOn;
    const register = value('SRG?');
    this.#isOn = flag(value('SVO?'));
    this.#isReferenced = flag(value('FRF?'));
    this.#limit =
      register === undefined ? undefined : limitInRegister(Number(register));
    if (this.#isOn && wasOn === false) this.#code = GCS.none;
    // The controller does not say whose error it is: an axis has it that was in motion, or that has lost its servo.
    const hasLostServo = wasOn && this.#isOn === false;
    if (code !== GCS.none && (this.isMoving || hasLostServo)) this.#code = code;
    const isMoving = this.#isSettling(flag(value('ONT?')));
    const fault = this.#fault;
    this.takePosition(value('POS?'));
    this.take({
      isMoving,
      ...(this.#isOn !== undefined && { isPowered: this.#isOn }),
      ...(this.#isReferenced !== undefined && {
        isReferenced: this.#isReferenced,
      }),
      ...(isMoving
        ? { status: 'moving', message: null }
        : gcsCondition({
            isOn: this.#isOn,
            isReferenced: this.#isReferenced,
            limit: this.#limit,
            fault,
          })),
    });
  }

  takePosition(text: string | undefined): void {
    const dial = replyNumber(text);
    if (dial === undefined) {
      throw new BeamtimeError(
        'protocol',
        `${this.name} answered its position with "${text ?? ''}" instead of a number.`,
      );
    }
    this.take({ dial });
  }

  async home(signal: AbortSignal): Promise<number> {
    const command = this.#searchCommand();
    this.#expectMotion();
    this.#isSearching = true;
    try {
      await this.ways.send(`${command} ${this.id}`, signal);
      await this.ways.untilStanding(this.fields.homeTimeout * 1000);
    } finally {
      this.#isSearching = false;
    }
    if (signal.aborted) return this.dial;
    if (this.#isReferenced === false) throw this.#notFound();
    return this.read();
  }

  async setPower(isOn: boolean): Promise<void> {
    this.#code = GCS.none;
    await this.ways.send(`SVO ${this.id} ${isOn ? 1 : 0}`);
    await this.ways.untilStanding(0);
  }

  /** A servo that gave up is switched on again; that is all that the controller keeps of a fault. */
  async clearFault(): Promise<void> {
    const isGivenUp = this.#isOn === false && this.#fault !== undefined;
    this.#code = GCS.none;
    if (isGivenUp) await this.setPower(true);
    else await this.ways.untilStanding(0);
  }

  protected start(dial: number, signal: AbortSignal): Promise<void> {
    this.#expectMotion();
    return this.#controller.move(dial, signal);
  }

  /** Switch, servo and error know why. Without any it is left to the tolerance. */
  protected explainShortfall(): void {
    if (this.#limit) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into its ${this.#limit} limit switch. Move it the other way, and check the limits in the beamline file.`,
      );
    }
    if (this.#isOn === false || this.#fault) {
      throw new BeamtimeError(
        'device',
        `${this.name} stopped before it was there: ${this.#fault ?? 'its servo was switched off'}.`,
      );
    }
    if (this.#code === GCS.stopped) {
      throw new BeamtimeError(
        'stopped',
        `${this.name} was stopped by a command that did not come from here.`,
      );
    }
  }

  /** What went wrong, in words. A stop is none. */
  get #fault(): string | undefined {
    const isNone = this.#code === GCS.none || this.#code === GCS.stopped;
    return isNone ? undefined : gcsErrorInWords(this.#code);
  }

  #expectMotion(): void {
    this.#code = GCS.none;
    this.#settlesUntil = this.#clock.monotonic() + SETTLE_MS;
    this.isMoving = true;
  }

  /** Stands, but is not there yet: the load comes into place, or a search turns round. */
  #isSettling(isOnTarget: boolean | undefined): boolean {
    if (this.#isOn === false) return false;
    if (this.#clock.monotonic() >= this.#settlesUntil) return false;
    if (this.#isSearching && this.#isReferenced === false)
      return this.#code === GCS.none;
    // A switch ends a move; a search may end on one as it should.
    return isOnTarget === false && (this.#isSearching || !this.#limit);
  }

  #searchCommand(): string {
    const { reference } = this.fields;
    if (!this.#abilities.has('FRF?')) {
      throw new BeamtimeError(
        'unsupported',
        `The controller of ${this.name} has no way to find a reference.`,
      );
    }
    if (reference !== 'auto') return REFERENCE_COMMANDS[reference];
    const has = (query: string) => this.#abilities.get(query) === '1';
    return REFERENCE_COMMANDS[has('LIM?') && !has('TRS?') ? 'lower' : 'switch'];
  }

  #notFound(): BeamtimeError {
    const why =
      this.#fault ??
      (this.#limit && `it stands on its ${this.#limit} limit switch`);
    return new BeamtimeError(
      'device',
      `${this.name} did not find its reference${why ? `: ${why}` : ''}. Try again, or look for it somewhere else (reference in the beamline file).`,
    );
  }
}

/** `1` or `0`; undefined = nobody asked. */
function flag(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === '1';
}
