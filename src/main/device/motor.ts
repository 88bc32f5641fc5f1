import type {
  DeviceInfo,
  DeviceReading,
  DeviceStatus,
  Exchange,
  Limits,
} from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/wait.ts';
import { DeviceCore } from './core.ts';
import type { Drive } from './drive.ts';
import { clampTo, openLimits } from './limits.ts';
import { DialScale } from './dial-scale.ts';
import { Move } from './move.ts';
import {
  Quantity,
  StateRule,
  type AnyParameter,
  type State,
} from './parameter.ts';
import type { StopLatch } from './stop-latch.ts';
import type { Device, Movable, Stoppable } from './types.ts';
import { formatQuantity } from './units.ts';

/** What a motor is made of. Velocity, acceleration, limits, tolerance and backlash in dial units. */
export interface MotorOptions {
  readonly info: DeviceInfo;
  readonly clock: Clock;
  readonly latch: StopLatch;
  readonly drive: Drive;
  /** The device's own limits; user limits can only be tighter. */
  readonly limits?: Limits;
  readonly sign?: 1 | -1;
  readonly scale?: number;
  readonly offset?: number;
  /** Steps of the controller per dial unit. */
  readonly stepsPerUnit?: number;
  /** Units per second. */
  readonly velocity: number;
  /** Units per second squared. */
  readonly acceleration: number;
  readonly tolerance: number;
  readonly settleMs?: number;
  /** Every move ends with at least this distance in this direction; 0 = none. */
  readonly backlash?: number;
  /** Time on top of the expected one before a move is given up. */
  readonly patienceMs?: number;
  readonly traffic?: () => readonly Exchange[];
}

/** An axis: user position = sign x scale x dial + offset, limits in dial units, one move at a time. */
export class Motor implements Device, Movable, Stoppable {
  readonly info: DeviceInfo;
  readonly unit: string;
  readonly parameters: ReadonlyMap<string, AnyParameter>;
  readonly movable = this;
  readonly stoppable = this;
  readonly readable = {
    read: (signal?: AbortSignal) => this.readPosition(signal),
  };
  readonly scale: DialScale;
  readonly #options: MotorOptions;
  readonly #core: DeviceCore;
  readonly #position: Quantity;
  #dial: number | undefined;
  #move: Move | undefined;
  #reported: { status: DeviceStatus; message: string | null } | undefined;

  constructor(options: MotorOptions) {
    const { info, clock } = options;
    this.#options = options;
    this.info = info;
    this.unit = info.unit;
    this.scale = new DialScale(
      options.sign ?? 1,
      options.scale ?? 1,
      options.offset ?? 0,
      options.stepsPerUnit,
    );
    this.#position = new Quantity({
      name: info.name,
      unit: info.unit,
      decimals: info.decimals,
      clock,
      get: (signal) => this.readPosition(signal),
      set: (value, signal) => this.move(value, signal).then(() => undefined),
      target: () => this.#target(),
      deviceLimits: () => this.scale.limitsToUser(options.limits ?? openLimits),
      dial: this.scale,
    });
    this.#core = new DeviceCore(this, {
      info,
      clock,
      main: this.#position,
      others: (status) => [['offset', this.#offset(status)]],
      traffic: options.traffic,
    });
    this.parameters = this.#core.parameters;
  }

  reading(): DeviceReading {
    return this.#core.reading();
  }

  onChanged(listener: (device: Device) => void): () => void {
    return this.#core.onChanged(listener);
  }

  traffic(): readonly Exchange[] {
    return this.#core.traffic();
  }

  limits(): Limits {
    return this.#position.limits();
  }

  position(): number | undefined {
    return this.#position.last?.value;
  }

  get isMoving(): boolean {
    return this.#move !== undefined;
  }

  async readPosition(signal?: AbortSignal): Promise<number> {
    this.report({ dial: await this.#options.drive.read(signal) });
    return this.#position.last?.value ?? NaN;
  }

  /** For the driver: what the controller says. What it leaves out stays. */
  report(fact: {
    dial?: number;
    status?: DeviceStatus;
    message?: string | null;
  }): void {
    if (fact.dial !== undefined) {
      this.#dial = fact.dial;
      this.#position.update(this.scale.toUser(fact.dial));
    }
    if (fact.status) {
      this.#reported = { status: fact.status, message: fact.message ?? null };
    }
    this.#showCondition();
    if (fact.dial !== undefined) this.#core.announce();
  }

  /** @throws BeamtimeError `parameter`, `limit`, `lock`, `disconnected`, `device`, `state` */
  check(target: number): void {
    this.#position.check(target);
    this.#position.locking.assertFree();
    this.#core.assertThere();
    const { status, message } = this.#core.condition;
    if (status === 'disabled') {
      throw new BeamtimeError(
        'state',
        `${this.info.name} cannot move: ${message ?? 'it is disabled.'}`,
      );
    }
  }

  async move(target: number, signal?: AbortSignal): Promise<number> {
    this.#options.latch.check(this.info.name);
    this.check(target);
    if (this.#move) {
      throw new BeamtimeError(
        'busy',
        `${this.info.name} is moving to ${this.#inWords(this.#move.target)} already. Stop it first, or wait until it is there.`,
      );
    }
    const move = new Move(this.info.name, target, this.#options);
    this.#move = move;
    this.#core.aim(target);
    this.#showCondition();
    try {
      move.obey(signal);
      return await this.#run(move);
    } finally {
      this.#move = undefined;
      move.end();
      this.#showCondition();
      this.#core.announce();
    }
  }

  /** Stops with the ramp; a move in flight rejects with `stopped`. Resolves when the motor may be moved again. */
  async stop(): Promise<void> {
    const { name } = this.info;
    const move = this.#move;
    move?.withdraw(
      new BeamtimeError(
        'stopped',
        `${name} was stopped before it was at ${this.#inWords(move.target)}.`,
      ),
    );
    await this.#options.drive.stop();
    await move?.ended;
  }

  estimate(from: number, to: number): number {
    const { settleMs = 0 } = this.#options;
    const distance = Math.abs(to - from) / this.scale.size;
    return distance === 0 ? 0 : this.#travelSeconds(distance) + settleMs / 1000;
  }

  #offset(status: State): Quantity {
    return new Quantity({
      name: `${this.info.name}.offset`,
      help: 'User position at dial 0. Setting it redefines the position; limits stay where they physically are.',
      unit: this.info.unit,
      decimals: this.info.decimals,
      clock: this.#options.clock,
      rule: new StateRule(status, { source: ['idle', 'limit', 'disabled'] }),
      get: () => Promise.resolve(this.scale.offset),
      set: (value) => {
        this.scale.offset = value;
        if (this.#dial !== undefined)
          this.#position.update(this.scale.toUser(this.#dial));
        this.#core.announce();
        return Promise.resolve();
      },
    });
  }

  async #run(move: Move): Promise<number> {
    const target = this.scale.toDial(move.target);
    const from = this.#dial ?? (await this.#options.drive.read());
    const approach = this.#approach(from, target);
    if (approach !== undefined) {
      await move.leg(
        approach,
        this.#travelSeconds(Math.abs(approach - from)) * 1000,
      );
    }
    const start = approach ?? from;
    let dial = await move.leg(
      target,
      this.#travelSeconds(Math.abs(target - start)) * 1000,
    );
    const { settleMs = 0, clock, drive } = this.#options;
    if (settleMs > 0) {
      await sleep(clock, settleMs, move.signal);
      dial = await drive.read(move.signal);
    }
    dial = await move.untilInPosition(dial, target);
    this.report({ dial });
    const reached = this.scale.toUser(dial);
    if (move.isInPosition(dial, target)) return reached;
    throw new BeamtimeError(
      'device',
      `${this.info.name} stands at ${this.#inWords(reached)} instead of ${this.#inWords(move.target)}, and says it is done. Is something blocking it, or is its tolerance of ${this.#inWords(this.#options.tolerance)} too small?`,
      { detail: { reached, target: move.target } },
    );
  }

  /** Where to go first, so that the last stretch is travelled in the direction of the backlash. */
  #approach(from: number, target: number): number | undefined {
    const { backlash = 0, limits = openLimits } = this.#options;
    if (
      backlash === 0 ||
      (target - from) * Math.sign(backlash) >= Math.abs(backlash)
    ) {
      return undefined;
    }
    return Math.abs(target - from) < this.#options.tolerance
      ? undefined
      : clampTo(target - backlash, limits);
  }

  /** Time of a trapezoidal ramp over a distance in dial units. */
  #travelSeconds(distance: number): number {
    const { velocity, acceleration } = this.#options;
    const ramp = velocity / acceleration;
    return distance >= velocity * ramp
      ? distance / velocity + ramp
      : 2 * Math.sqrt(distance / acceleration);
  }

  #target(): number | undefined {
    return typeof this.#core.target === 'number'
      ? this.#core.target
      : undefined;
  }

  #showCondition(): void {
    const { status, message } = this.#reported ?? this.#core.condition;
    if (this.#move && status !== 'offline') this.#core.become('moving');
    else this.#core.become(status, message);
  }

  #inWords(value: number): string {
    return formatQuantity(value, this.info.decimals, this.unit);
  }
}
