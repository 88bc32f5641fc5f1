import type { DeviceStatus, Limits } from '../../contract/devices.ts';
import type { Redefinition } from '../../contract/parameters.ts';
import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { sleep } from '../base/wait.ts';
import { approachOf } from './approach.ts';
import { CoreDevice } from './core-device.ts';
import { DeviceCore } from './core.ts';
import { DialScale } from './dial-scale.ts';
import { openLimits, tighter } from './limits.ts';
import { driveParameters, motorMethods } from './motor-abilities.ts';
import type { MotorFact, MotorOptions } from './motor-options.ts';
import { settingParameters, type MotorSettings } from './motor-settings.ts';
import { Move } from './move.ts';
import { Quantity } from './parameter.ts';
import { travelSeconds, type Speed } from './speed.ts';
import type { Movable, Stoppable } from './types.ts';
import { formatQuantity } from './units.ts';

export type { MotorFact, MotorOptions } from './motor-options.ts';

const HOME_TIMEOUT_MS = 300_000;

/** An axis: user position = sign x scale x dial + offset, limits in dial units, one move at a time. */
export class Motor extends CoreDevice implements Movable, Stoppable {
  readonly unit: string;
  readonly movable = this;
  readonly stoppable = this;
  readonly readable = {
    read: (signal?: AbortSignal) => this.readPosition(signal),
  };
  readonly scale: DialScale;
  protected readonly core: DeviceCore;
  readonly #options: MotorOptions;
  readonly #position: Quantity;
  readonly #dialPosition: Quantity;
  readonly #abilities: ReturnType<typeof driveParameters>;
  #settings: MotorSettings;
  #controllerLimits: Limits = openLimits;
  #dial: number | undefined;
  #move: Move | undefined;
  /** What the last move could not do as it should; null = it could. */
  #shortfall: string | null = null;
  #reported: { status: DeviceStatus; message: string | null } | undefined;

  constructor(options: MotorOptions) {
    super();
    const { info, clock, drive, latch } = options;
    const { name, unit, decimals } = info;
    this.#options = options;
    this.unit = unit;
    this.scale = new DialScale(
      options.sign ?? 1,
      options.scale ?? 1,
      options.offset ?? 0,
      options.stepsPerUnit,
    );
    this.#settings = {
      velocity: options.velocity,
      acceleration: options.acceleration,
      tolerance: options.tolerance,
      settle: (options.settleMs ?? 0) / 1000,
      backlash: options.backlash ?? 0,
    };
    this.#position = new Quantity({
      name,
      unit,
      decimals,
      clock,
      get: (signal) => this.readPosition(signal),
      set: (value, signal) => this.move(value, signal).then(() => undefined),
      target: () => this.#target(),
      deviceLimits: () => this.scale.limitsToUser(this.#ownLimits()),
      dial: this.scale,
    });
    this.#dialPosition = new Quantity({
      name: `${name}.dial`,
      help: 'Where the axis stands by its own count; limits are kept in it.',
      unit,
      decimals,
      clock,
      get: async (signal) => {
        await this.readPosition(signal);
        return this.#dial ?? NaN;
      },
    });
    const toUser = (dial: number) => this.scale.toUser(dial);
    this.#abilities = driveParameters({ info, clock, drive, toUser });
    this.core = new DeviceCore(this, {
      info,
      clock,
      main: this.#position,
      others: (status) => [
        ['dial', this.#dialPosition],
        ...settingParameters(this.#settingsOwner(), status),
        ...this.#abilities.parameters,
      ],
      methods: (status, locking) =>
        motorMethods({
          drive,
          latch,
          locking,
          position: this.#position,
          status,
          home: (s) => this.home(s),
        }),
      ...(options.traffic && { traffic: options.traffic }),
    });
  }

  /** How it travels now, dial units. */
  get speed(): Speed {
    return this.#settings;
  }

  get isMoving(): boolean {
    return this.#move !== undefined;
  }

  fromDial(dial: number): number {
    return this.scale.toUser(dial);
  }

  limits(): Limits {
    return this.#position.limits();
  }

  position(): number | undefined {
    return this.#position.last?.value;
  }

  async readPosition(signal?: AbortSignal): Promise<number> {
    this.report({ dial: await this.#options.drive.read(signal) });
    return this.#position.last?.value ?? NaN;
  }

  /** For the driver: what the controller says. */
  report(fact: MotorFact): void {
    if (fact.dial !== undefined) {
      this.#dial = fact.dial;
      this.#position.update(this.scale.toUser(fact.dial));
      this.#dialPosition.update(fact.dial);
    }
    this.#abilities.take(fact);
    if (fact.limits) {
      this.#controllerLimits = fact.limits;
      this.#position.limitsChanged();
    }
    if (fact.status) {
      this.#reported = { status: fact.status, message: fact.message ?? null };
    }
    this.#showCondition();
    if (fact.dial !== undefined) this.core.announce();
  }

  /** @throws BeamtimeError `parameter`, `limit`, `lock`, `disconnected`, `device`, `state` */
  check(target: number): void {
    this.#position.check(target);
    this.#position.assertFree();
    this.#assertAble();
    if (!this.#options.needsReference || this.#abilities.isReferenced !== false)
      return;
    throw new BeamtimeError(
      'state',
      `${this.info.name} does not know where it is: it has not found its reference since it was switched on. Find the reference first (home).`,
    );
  }

  /** See `Movable.move`. @throws BeamtimeError also `busy` when it is moving already */
  async move(target: number, signal?: AbortSignal): Promise<number> {
    this.#options.latch.check(this.info.name);
    this.check(target);
    return this.#travel(this.#inWords(target), target, signal, (move) =>
      this.#run(move, target),
    );
  }

  /**
   * Finds the reference; resolves with the position when it stands there.
   *
   * @throws BeamtimeError `unsupported`, `lock`, `state`, `busy`, `device`, `timeout`, `stopped`...
   */
  async home(signal?: AbortSignal): Promise<number> {
    const { drive, latch, homeTimeoutMs = HOME_TIMEOUT_MS } = this.#options;
    latch.check(this.info.name);
    this.#position.assertFree();
    this.#assertAble();
    const find = drive.home?.bind(drive);
    if (!find) {
      throw new BeamtimeError(
        'unsupported',
        `${this.info.name} has no way to find a reference.`,
      );
    }
    return this.#travel('its reference', null, signal, async (move) => {
      this.report({ dial: await move.search(find, homeTimeoutMs) });
      return this.#position.last?.value ?? NaN;
    });
  }

  /**
   * Says what the position is called where the motor stands, or what it would be. Nothing moves, and limits stay where
   * they physically are.
   *
   * @throws BeamtimeError `lock`, `transition`, `parameter`, `state` when its position is not known
   */
  async redefine(position: number, isTrial = false): Promise<Redefinition> {
    this.#position.assertFree();
    const offset = this.parameters.get('offset');
    const before = this.position();
    if (this.#dial === undefined || before === undefined || !offset) {
      throw new BeamtimeError(
        'state',
        `${this.info.name} has not told its position yet, so it cannot be called anything. Wait until it is there.`,
      );
    }
    const { offset: offsetBefore } = this.scale;
    const after = offsetBefore + position - before;
    if (!isTrial && offset instanceof Quantity) await offset.set(after);
    return {
      unit: this.unit,
      position: { before, after: position },
      offset: { before: offsetBefore, after },
    };
  }

  /** Stops with the ramp; a move in flight rejects with `stopped`. Resolves when the motor may be moved again. */
  async stop(): Promise<void> {
    const move = this.#move;
    move?.withdraw(
      new BeamtimeError(
        'stopped',
        `${this.info.name} was stopped before it was at ${move.goal}.`,
      ),
    );
    await this.#options.drive.stop();
    await move?.ended;
  }

  estimate(from: number, to: number): number {
    const distance = Math.abs(to - from) / this.scale.size;
    return distance === 0
      ? 0
      : travelSeconds(this.speed, distance) + this.#settings.settle;
  }

  /** The tighter of what the beamline file and what the controller says, dial. */
  #ownLimits(): Limits {
    return tighter(this.#options.limits ?? openLimits, this.#controllerLimits);
  }

  #settingsOwner() {
    const { info, clock, drive } = this.#options;
    return {
      name: info.name,
      unit: info.unit,
      decimals: info.decimals,
      clock,
      scale: this.scale,
      settings: () => this.#settings,
      change: async (change: Partial<MotorSettings>) => {
        const next = { ...this.#settings, ...change };
        // Before there is a connection nothing is sent: connecting sets it.
        const isThere = this.core.condition.status !== 'offline';
        if (isThere && ('velocity' in change || 'acceleration' in change)) {
          await drive.setSpeed?.(next);
        }
        this.#settings = next;
      },
      setOffset: (offset: number) => {
        this.scale.offset = offset;
        if (this.#dial !== undefined)
          this.#position.update(this.scale.toUser(this.#dial));
        this.core.announce();
      },
    };
  }

  async #travel(
    goal: string,
    target: number | null,
    signal: AbortSignal | undefined,
    run: (move: Move) => Promise<number>,
  ): Promise<number> {
    if (this.#move) {
      throw new BeamtimeError(
        'busy',
        `${this.info.name} is moving to ${this.#move.goal} already. Stop it first, or wait until it is there.`,
      );
    }
    const move = new Move(this.info.name, goal, {
      ...this.#options,
      tolerance: this.#settings.tolerance,
    });
    this.#move = move;
    this.#shortfall = null;
    this.core.aim(target);
    this.#showCondition();
    try {
      move.obey(signal);
      return await run(move);
    } catch (error) {
      throw this.#withLastPlace(error);
    } finally {
      this.#move = undefined;
      move.end();
      this.#showCondition();
      this.core.announce();
    }
  }

  async #run(move: Move, to: number): Promise<number> {
    const target = this.scale.toDial(to);
    const from = this.#dial ?? (await this.#options.drive.read());
    const approach = this.#approach(from, target);
    if (approach !== undefined) await this.#leg(move, from, approach);
    let dial = await this.#leg(move, approach ?? from, target);
    const { clock, drive } = this.#options;
    const { settle, tolerance } = this.#settings;
    if (settle > 0) {
      await sleep(clock, settle * 1000, move.signal);
      dial = await drive.read(move.signal);
    }
    dial = await move.untilInPosition(dial, target);
    this.report({ dial });
    const reached = this.scale.toUser(dial);
    if (move.isInPosition(dial, target)) return reached;
    throw new BeamtimeError(
      'device',
      `${this.info.name} stands at ${this.#inWords(reached)} instead of ${this.#inWords(to)}, and says it is done. Is something blocking it, or is its tolerance of ${this.#inWords(tolerance)} too small?`,
      { detail: { reached, target: to } },
    );
  }

  #leg(move: Move, from: number, to: number): Promise<number> {
    return move.leg(to, travelSeconds(this.speed, Math.abs(to - from)) * 1000);
  }

  /** Where to go first for the sake of the backlash; what the limits leave no room for is said once it stands. */
  #approach(from: number, target: number): number | undefined {
    const { backlash, tolerance } = this.#settings;
    const limits = tighter(this.#ownLimits(), this.#position.dialLimits());
    const way = { from, target, backlash, tolerance, limits };
    const { via, isShort } = approachOf(way);
    if (isShort) {
      this.#shortfall = `It arrived without its whole backlash of ${this.#inWords(backlash)}: its limits left no room for it, so there may be play.`;
    }
    return via;
  }

  /** Where it goes or went; undefined when it did not get there: who puts the position aside wants it back as it is. */
  #target(): number | undefined {
    const { target } = this.core;
    const position = this.position();
    if (typeof target !== 'number') return undefined;
    if (this.isMoving || position === undefined) return target;
    const miss = Math.abs(target - position) / this.scale.size;
    return miss <= this.#settings.tolerance * (1 + 1e-9) ? target : undefined;
  }

  /** @throws BeamtimeError `disconnected`, `device`, `state` */
  #assertAble(): void {
    this.core.assertThere();
    const { status, message } = this.core.condition;
    if (status !== 'disabled') return;
    throw new BeamtimeError(
      'state',
      `${this.info.name} cannot move: ${message ?? 'it is disabled.'}`,
    );
  }

  /** When contact was lost in a move, whoever reads the error must know where to look for the axis. */
  #withLastPlace(error: unknown): unknown {
    const position = this.position();
    if (
      position === undefined ||
      !isBeamtimeError(error, 'disconnected', 'timeout', 'protocol')
    )
      return error;
    return new BeamtimeError(
      error.code,
      `${error.message} ${this.info.name} was last seen at ${this.#inWords(position)}.`,
      { detail: { ...error.detail, lastSeen: position }, cause: error },
    );
  }

  #showCondition(): void {
    const { status, message } = this.#reported ?? this.core.condition;
    if (this.#move && status !== 'offline') this.core.become('moving');
    else {
      const shortfall = status === 'idle' ? this.#shortfall : null;
      this.core.become(status, message ?? shortfall);
    }
  }

  #inWords(value: number): string {
    return formatQuantity(value, this.info.decimals, this.unit);
  }
}
