import type { Clock } from '../base/clock.ts';
import {
  crossing,
  cut,
  motionAt,
  planJog,
  planMove,
  planStop,
  secondsOf,
  type Motion,
  type Segment,
} from './profile.ts';

/** What a simulated motor is like. Steps, steps/s, steps/s2. */
export interface AxisSettings {
  readonly position: number;
  readonly velocity: number;
  readonly acceleration: number;
  /** Where the limit switches are; `null` = none on that side. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Where the home switch is. */
  readonly home: number;
  /** How far the load lags behind the motor, and how long it takes to come into place. */
  readonly lag: number;
  readonly settlingMs: number;
}

/** Why an axis stands. */
export type StopCause =
  'target' | 'stopped' | 'aborted' | 'upper' | 'lower' | 'home';

/** Long enough to reach any limit switch. */
const forEver = 1e6;

/** Steps by which a limit switch must be passed: a move that ends on it must not touch it by a rounding error. */
const grace = 1e-6;

/**
 * A motor that is not there. It keeps no timers: its position follows from the clock and the profile it runs.
 * A limit switch stops it dead; `stop` takes its ramp; `abort` does not. All positions but those of switches
 * are register values, which `define` shifts without moving anything.
 */
export class SimulatedAxis {
  velocity: number;
  acceleration: number;
  readonly #settings: AxisSettings;
  readonly #clock: Clock;
  #rest: Motion;
  #segments: Segment[] = [];
  #startedAt = 0;
  #lagAtStart = 0;
  #direction = 0;
  #end: StopCause = 'target';
  #shift = 0;
  #stuckAt: number | undefined;

  constructor(settings: AxisSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.velocity = settings.velocity;
    this.acceleration = settings.acceleration;
    this.#rest = { position: settings.position, velocity: 0 };
    this.#startedAt = clock.monotonic() - 1e9;
  }

  /** Position of the motor in its register, whole steps. */
  get position(): number {
    return Math.round(this.#motion().position - this.#shift);
  }

  /** Position of the load in the register: it lags and comes into place. */
  get measured(): number {
    return Math.round(this.load - this.#shift);
  }

  /** Where the load really is, whatever the register says, in fractions of steps. */
  get load(): number {
    return this.#stuckAt ?? this.#motion().position - this.#lag();
  }

  /** How far the load is from the motor, steps: both at one moment, however late this process is. */
  get behind(): number {
    return this.#stuckAt === undefined
      ? Math.abs(this.#lag())
      : Math.abs(this.#motion().position - this.#stuckAt);
  }

  /** Steps/s, signed. */
  get speed(): number {
    return this.isMoving ? this.#motion().velocity : 0;
  }

  /** Register value at which it will stand, or stands. */
  get destination(): number {
    const { position } = motionAt(this.#segments, this.#rest, Infinity);
    return Math.round(position - this.#shift);
  }

  get isMoving(): boolean {
    return this.#elapsed() < secondsOf(this.#segments);
  }

  get isSettling(): boolean {
    const since = this.#elapsed() - secondsOf(this.#segments);
    return since >= 0 && since * 1000 < this.#settings.settlingMs;
  }

  /** Why it stands; while it moves, why it will. */
  get cause(): StopCause {
    return this.#end;
  }

  get isAtUpper(): boolean {
    const { upper } = this.#settings;
    return upper !== null && this.#place >= upper - 0.5;
  }

  get isAtLower(): boolean {
    const { lower } = this.#settings;
    return lower !== null && this.#place <= lower + 0.5;
  }

  get isAtHome(): boolean {
    return Math.abs(this.#place - this.#settings.home) < 0.5;
  }

  /** Register value of the home switch. */
  get home(): number {
    return Math.round(this.#settings.home - this.#shift);
  }

  moveTo(target: number): void {
    const from = this.#motion();
    this.#run(planMove(from, Math.round(target) + this.#shift, this), 'target');
  }

  /** Steps/s, signed; 0 stops with the ramp. */
  jog(velocity: number): void {
    if (velocity === 0) {
      this.stop();
      return;
    }
    const plan = planJog(this.#motion(), velocity, this.acceleration, forEver);
    this.#run(plan, 'stopped');
  }

  /**
   * Runs in a direction until the home switch, and stops there with the ramp; `comesBack`: onto the switch, slowly.
   * Answers whether it is on that side.
   */
  seekHome(direction: 1 | -1, { comesBack = false } = {}): boolean {
    const from = this.#motion();
    const run = planJog(
      from,
      direction * this.velocity,
      this.acceleration,
      forEver,
    );
    const at = crossing(run, this.#settings.home, direction);
    const isThere =
      at !== undefined &&
      (this.#settings.home - from.position) * direction >= 0;
    if (!isThere) {
      this.#run(run, 'stopped');
      return false;
    }
    const found = motionAt(run, from, at);
    const segments = [...cut(run, at), ...planStop(found, this)];
    if (comesBack) {
      const turn = { ...motionAt(segments, from, Infinity), velocity: 0 };
      const slowly = {
        velocity: this.velocity / 4,
        acceleration: this.acceleration,
      };
      segments.push(...planMove(turn, this.#settings.home, slowly));
    }
    this.#run(segments, 'home');
    return true;
  }

  /** Goes a little past the home switch and comes back onto it at half the speed (steps/s). Answers how many seconds it takes. */
  findHome(velocity: number): number {
    const from = this.#motion();
    const { home, lower, upper } = this.#settings;
    const { acceleration } = this;
    const direction = home >= from.position ? 1 : -1;
    const end = direction > 0 ? upper : lower;
    const room = end === null ? Infinity : Math.abs(end - home) / 2;
    const past = Math.min(velocity ** 2 / (2 * acceleration), room);
    const turn = { position: home + direction * past, velocity: 0 };
    this.#run(
      [
        ...planMove(from, turn.position, { velocity, acceleration }),
        ...planMove(turn, home, { velocity: velocity / 2, acceleration }),
      ],
      'home',
    );
    return secondsOf(this.#segments);
  }

  /** The load gets stuck where it is, or comes free; the motor knows nothing of it. */
  jam(isJammed: boolean): void {
    this.#stuckAt = isJammed ? this.load : undefined;
  }

  /** Power is cut: the motor stands at once, and where its load is. */
  letGo(): void {
    const position = Math.round(this.load);
    this.abort();
    this.#rest = { position, velocity: 0 };
    this.#segments = [];
    this.#lagAtStart = 0;
    this.#direction = 0;
  }

  /** Comes to a stop with its ramp. */
  stop(): void {
    if (this.isMoving) this.#run(planStop(this.#motion(), this), 'stopped');
  }

  /** Stands at once. */
  abort(): void {
    if (this.isMoving) this.#run([], 'aborted');
  }

  /** Makes the register say `position` where the motor is now. */
  define(position: number): void {
    this.#shift = Math.round(this.#motion().position) - position;
  }

  /** Where switches see it. */
  get #place(): number {
    return this.#stuckAt ?? this.#motion().position;
  }

  #run(segments: Segment[], end: StopCause): void {
    this.#lagAtStart = this.#lag();
    this.#rest = this.#motion();
    this.#startedAt = this.#clock.monotonic();
    const stop = this.#limitOn(segments);
    this.#segments = stop ? cut(segments, stop.seconds) : segments;
    this.#end = stop ? stop.cause : end;
    const last = motionAt(this.#segments, this.#rest, Infinity);
    this.#direction = Math.sign(last.position - this.#rest.position);
  }

  #limitOn(
    segments: readonly Segment[],
  ): { seconds: number; cause: StopCause } | undefined {
    const { lower, upper } = this.#settings;
    const up =
      upper === null ? undefined : crossing(segments, upper + grace, 1);
    const down =
      lower === null ? undefined : crossing(segments, lower - grace, -1);
    if (up !== undefined && up < secondsOf(segments) - 1e-9) {
      return { seconds: up, cause: 'upper' };
    }
    if (down !== undefined && down < secondsOf(segments) - 1e-9) {
      return { seconds: down, cause: 'lower' };
    }
    return undefined;
  }

  #elapsed(): number {
    return (this.#clock.monotonic() - this.#startedAt) / 1000;
  }

  #motion(): Motion {
    const elapsed = this.#elapsed();
    const motion = motionAt(this.#segments, this.#rest, elapsed);
    return elapsed < secondsOf(this.#segments)
      ? motion
      : { position: Math.round(motion.position), velocity: 0 };
  }

  /** First-order: it builds up in motion and dies away at rest; gone for good when the settling time is over. */
  #lag(): number {
    const { lag, settlingMs } = this.#settings;
    if (lag === 0 || settlingMs === 0) return 0;
    const tau = settlingMs / 5000;
    const moving = Math.min(this.#elapsed(), secondsOf(this.#segments));
    const full = this.#direction * lag;
    const atEnd = full + (this.#lagAtStart - full) * Math.exp(-moving / tau);
    if (this.isMoving) return atEnd;
    const since = this.#elapsed() - moving;
    return since * 1000 >= settlingMs ? 0 : atEnd * Math.exp(-since / tau);
  }
}
