import type { Clock } from '../base/clock.ts';
import type { StopCause } from './axis.ts';
import type { GalilAxisConfig } from './galil-config.ts';
import { GalilRefusal } from './galil-errors.ts';
import { galilSettingsAtStart, keptValue } from './galil-settings.ts';
import { Servo } from './servo.ts';
import type { World } from './world.ts';

/** What the next BG begins. */
type Mode =
  | { readonly kind: 'absolute'; readonly target: number }
  | { readonly kind: 'relative'; readonly distance: number }
  | { readonly kind: 'jog'; readonly velocity: number }
  | { readonly kind: 'HM' | 'FI' | 'FE' };

/** Codes of SC. */
const stopCodes = {
  running: 0,
  target: 1,
  upper: 2,
  lower: 3,
  stopped: 4,
  aborted: 7,
  offOnError: 8,
  edge: 9,
  home: 10,
} as const satisfies Record<
  StopCause | 'running' | 'offOnError' | 'edge',
  number
>;

/** One axis of a Galil controller. Counts, counts/s. */
export class GalilAxis {
  readonly servo: Servo;
  readonly #settings: Map<string, number>;
  readonly #config: GalilAxisConfig;
  #mode: Mode = { kind: 'relative', distance: 0 };
  #running: Mode | undefined;
  #stopCode: number = stopCodes.target;
  /** Which soft limit the move that runs would end at. */
  #softEnd: 'upper' | 'lower' | undefined;

  constructor(config: GalilAxisConfig, world: World, clock: Clock) {
    this.#config = config;
    this.#settings = galilSettingsAtStart(config);
    const allowed = this.setting('ER') / config.stepsPerUnit;
    this.servo = new Servo(
      config,
      { allowed, isOn: config.isOn },
      world,
      clock,
    );
  }

  /** Brings it up to what has happened since somebody last looked. */
  update(): void {
    const { axis } = this.servo;
    if (this.isBeyondError && this.setting('OE') % 2 === 1) {
      this.servo.off();
      this.#running = undefined;
      this.#stopCode = stopCodes.offOnError;
    }
    if (this.#running && !axis.isMoving) this.#finish(this.#running);
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  get stopCode(): number {
    return this.#stopCode;
  }

  /** Whether the load is further behind than ER; with ER = -1 nobody looks. */
  get isBeyondError(): boolean {
    const { isOn, isBehind } = this.servo;
    return isOn && this.setting('ER') >= 0 && isBehind;
  }

  /** The byte of TS. */
  get switches(): number {
    const { axis, isOn } = this.servo;
    const bits = [
      [0x80, this.isRunning],
      [0x40, this.isBeyondError],
      [0x20, !isOn],
      [0x08, !axis.isAtUpper],
      [0x04, !axis.isAtLower],
      [0x02, axis.isAtHome],
    ] as const;
    return bits.reduce((byte, [bit, isSet]) => byte + (isSet ? bit : 0), 0);
  }

  get target(): number {
    return this.#mode.kind === 'absolute'
      ? this.#mode.target
      : this.servo.axis.position;
  }

  get distance(): number {
    return this.#mode.kind === 'relative' ? this.#mode.distance : 0;
  }

  get jogSpeed(): number {
    return this.#mode.kind === 'jog' ? this.#mode.velocity : 0;
  }

  setting(name: string): number {
    return this.#settings.get(name) ?? 0;
  }

  /** @throws GalilRefusal out of range */
  set(name: string, value: number): void {
    const kept = keptValue(name, value);
    if (kept === undefined) throw new GalilRefusal(6);
    this.#settings.set(name, kept);
    if (name === 'ER') this.servo.allowed = kept / this.servo.stepsPerUnit;
    if (name === 'SP' && this.#running?.kind === 'absolute') {
      this.servo.axis.velocity = kept;
      this.servo.axis.moveTo(this.servo.axis.destination);
    }
  }

  /** What BG shall do. A speed of the jog that runs changes at once. */
  prepare(mode: Mode): void {
    if (this.#running && mode.kind !== 'jog') throw new GalilRefusal(7);
    if (this.#running && this.#running.kind !== 'jog')
      throw new GalilRefusal(13);
    this.#mode = mode;
    if (this.#running) this.#start();
  }

  /** @throws GalilRefusal where BG would be refused */
  expectBegin(): void {
    if (!this.servo.isOn) throw new GalilRefusal(20);
    if (this.#running) throw new GalilRefusal(21);
    const { axis } = this.servo;
    const heading = this.#heading();
    const isUp = axis.isAtUpper || axis.position >= this.setting('FL');
    const isDown = axis.isAtLower || axis.position <= this.setting('BL');
    if ((heading > 0 && isUp) || (heading < 0 && isDown)) {
      throw new GalilRefusal(22);
    }
  }

  begin(): void {
    this.servo.axis.acceleration = this.setting('AC');
    this.#start();
  }

  /** ST: with its ramp. */
  stop(): void {
    if (!this.#running) return;
    this.servo.axis.stop();
    this.#stopCode = stopCodes.stopped;
  }

  /** AB: at once. */
  abort(): void {
    if (!this.#running) return;
    this.servo.axis.abort();
    this.#running = undefined;
    this.#stopCode = stopCodes.aborted;
  }

  /** SH: from now on it should be where the load is. */
  on(): void {
    if (!this.#running) this.servo.axis.letGo();
    this.servo.isOn = true;
  }

  /** MO. */
  off(): void {
    if (this.#running) throw new GalilRefusal(7);
    this.servo.off();
  }

  /** DP. */
  define(position: number): void {
    if (this.#running) throw new GalilRefusal(7);
    this.servo.axis.define(position);
  }

  /** RS: as after power-on. */
  reset(): void {
    this.servo.off();
    this.servo.isOn = this.#config.isOn;
    this.servo.axis.define(0);
    this.#running = undefined;
    this.#stopCode = stopCodes.target;
    this.#mode = { kind: 'relative', distance: 0 };
    for (const [name, value] of galilSettingsAtStart(this.#config)) {
      this.set(name, value);
    }
  }

  #start(): void {
    const { axis } = this.servo;
    const mode = this.#mode;
    this.#running = mode;
    this.#stopCode = stopCodes.running;
    this.#softEnd = undefined;
    axis.velocity =
      mode.kind === 'jog' && mode.velocity !== 0
        ? Math.abs(mode.velocity)
        : this.setting('SP');
    switch (mode.kind) {
      case 'absolute':
        this.#go(mode.target);
        break;
      case 'relative':
        this.#go(axis.position + mode.distance);
        break;
      // A jog is a move to the soft limit, which is out of reach unless somebody has set it.
      case 'jog':
        if (mode.velocity === 0) axis.stop();
        else this.#go(Math.sign(mode.velocity) * Infinity);
        break;
      case 'FE':
        axis.seekHome(axis.home >= axis.position ? 1 : -1);
        break;
      // The index pulse of this encoder is where the home switch is.
      case 'HM':
      case 'FI':
        axis.findHome(axis.velocity);
        break;
    }
  }

  #go(target: number): void {
    const [low, high] = [this.setting('BL'), this.setting('FL')];
    if (target > high) this.#softEnd = 'upper';
    if (target < low) this.#softEnd = 'lower';
    this.servo.axis.moveTo(Math.min(high, Math.max(low, target)));
  }

  #heading(): number {
    const { axis } = this.servo;
    switch (this.#mode.kind) {
      case 'absolute':
        return this.#mode.target - axis.position;
      case 'relative':
        return this.#mode.distance;
      case 'jog':
        return this.#mode.velocity;
      default:
        return axis.home - axis.position;
    }
  }

  #finish(mode: Mode): void {
    const { axis } = this.servo;
    const { cause } = axis;
    this.#running = undefined;
    if (cause === 'target') {
      this.#stopCode = stopCodes[this.#softEnd ?? 'target'];
    } else if (cause !== 'home') {
      this.#stopCode = stopCodes[cause];
    } else if (mode.kind === 'FE') {
      this.#stopCode = stopCodes.edge;
    } else {
      axis.define(0);
      this.#stopCode = stopCodes.home;
    }
  }
}
