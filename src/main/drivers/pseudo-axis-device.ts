import type { Limits } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { assertWithin, tighter } from '../device/limits.ts';
import { acts } from '../device/on-stop.ts';
import { Quantity } from '../device/parameter.ts';
import type { Device, Movable, Stoppable } from '../device/types.ts';
import { formatQuantity } from '../device/units.ts';
import type { PseudoAxisEntry } from './pseudo-axis-config.ts';
import { limitsThrough } from './pseudo-limits.ts';
import type { Positions, PseudoSolver } from './pseudo-solver.ts';
import type { DriverContext } from './types.ts';

/** What the pseudo axes of one instrument do for each of them. */
export interface PseudoGroup {
  readonly solver: PseudoSolver;
  /** @throws BeamtimeError `unknown-device`, `config` */
  real(name: string): { readonly device: Device; readonly movable: Movable };
  /** Where the real axes of a pseudo axis stand; without those that are not known. */
  positions(name: string): Positions;
  /** Where the real axes would go, with the other axes of the same step taken into account. */
  plan(
    name: string,
    target: number,
    others?: ReadonlyMap<string, number>,
  ): Positions;
  checkReals(
    name: string,
    to: Positions,
    others?: ReadonlyMap<string, number>,
  ): void;
  /** Moves the real axes, together with those of others that are sent somewhere in this turn. */
  go(name: string, target: number, signal: AbortSignal): Promise<void>;
}

/** Each of them in its own way. */
function stopsReals(names: readonly string[]) {
  const list = names.join(', ');
  return acts(`It stops what it moves: ${list}.`, `Stopped with ${list}.`);
}

/** One axis that is made of others. It has no line: it follows them, moves them together, and stops them. */
export class PseudoAxis extends CoreDevice implements Movable, Stoppable {
  readonly unit: string;
  readonly movable = this;
  readonly stoppable = this;
  readonly readable = {
    read: (signal?: AbortSignal) => this.readPosition(signal),
  };
  readonly #group: PseudoGroup;
  readonly #context: DriverContext;
  protected readonly core: DeviceCore;
  readonly #position: Quantity;
  readonly #ownLimits: Limits;
  #moving:
    | { readonly controller: AbortController; readonly ended: Promise<void> }
    | undefined;
  #releases: (() => void)[] = [];

  constructor(
    name: string,
    config: PseudoAxisEntry,
    context: DriverContext,
    group: PseudoGroup,
  ) {
    super();
    const { unit, decimals, step } = config;
    const [lower, upper] = config.limits;
    this.#group = group;
    this.#context = context;
    this.#ownLimits = { lower, upper };
    this.unit = unit;
    const info = deviceInfo(
      {
        name,
        driver: 'pseudo-axis',
        group: config.group,
        unit,
        decimals,
        step,
        isSimulated: context.isSimulated,
        inputs: group.solver.realAxesOf(name),
        onStop: stopsReals(group.solver.movedBy(name)),
      },
      { move: true, stop: true },
    );
    this.#position = new Quantity({
      name,
      unit,
      decimals,
      clock: context.clock,
      get: (signal) => this.readPosition(signal),
      set: (value, signal) => this.move(value, signal).then(() => undefined),
      deviceLimits: () => this.#deviceLimits(),
    });
    this.core = new DeviceCore(this, {
      info,
      clock: context.clock,
      main: this.#position,
    });
  }

  /** Begins to show what the real axes do. */
  follow(): void {
    try {
      this.#releases = this.info.inputs.map((name) =>
        this.#group.real(name).device.onChanged(() => this.#update()),
      );
      this.#update();
    } catch (error) {
      this.core.become('error', toReport(error).message);
    }
  }

  close(): void {
    for (const release of this.#releases.splice(0)) release();
  }

  limits(): Limits {
    return this.#position.limits();
  }

  position(): number | undefined {
    const value = this.#position.last?.value;
    return Number.isNaN(value) ? undefined : value;
  }

  /** See `Movable.readPosition`. @throws BeamtimeError also `state` where its formula has no answer */
  async readPosition(signal?: AbortSignal): Promise<number> {
    await Promise.all(
      this.info.inputs.map((name) =>
        this.#group.real(name).movable.readPosition(signal),
      ),
    );
    this.#update();
    return this.#here();
  }

  /** Asks the real axes whether they could go, together with `others` of the same step. */
  check(target: number, others?: ReadonlyMap<string, number>): void {
    this.#checkOwn(target);
    this.#group.checkReals(
      this.info.name,
      this.#group.plan(this.info.name, target, others),
      others,
    );
  }

  async move(target: number, signal?: AbortSignal): Promise<number> {
    const { name } = this.info;
    this.#context.devices.latch.check(name);
    this.#checkOwn(target);
    if (this.#moving) {
      throw new BeamtimeError(
        'busy',
        `${name} is moving already. Stop it first, or wait until it is there.`,
      );
    }
    const moving = new AbortController();
    const ended = Promise.withResolvers<void>();
    this.#moving = { controller: moving, ended: ended.promise };
    this.core.aim(target);
    this.core.become('moving');
    try {
      await this.#group.go(
        name,
        target,
        signal ? AbortSignal.any([signal, moving.signal]) : moving.signal,
      );
      this.#update();
      return this.#here();
    } finally {
      this.#moving = undefined;
      ended.resolve();
      this.#update();
    }
  }

  /** Stops every real axis that it moves; a move in flight rejects with `stopped`. */
  async stop(): Promise<void> {
    const { name } = this.info;
    const moving = this.#moving;
    moving?.controller.abort(
      new BeamtimeError(
        'stopped',
        `${name} was stopped before it was at its target.`,
      ),
    );
    const stops = this.#group.solver
      .movedBy(name)
      .map(
        (moved) =>
          this.#group.real(moved).device.stoppable?.stop() ?? Promise.resolve(),
      );
    await Promise.all([...stops, moving?.ended]);
  }

  /** Those of one instrument are. */
  isSolvedWith(other: string): boolean {
    return this.#group.solver.has(other);
  }

  /** The longest of the real moves. */
  estimate(from: number, to: number): number {
    const { name } = this.info;
    try {
      const start = this.#group.plan(name, from);
      const end = this.#group.plan(name, to);
      const seconds = this.#group.solver
        .movedBy(name)
        .map((moved) =>
          this.#group
            .real(moved)
            .movable.estimate(start.get(moved) ?? NaN, end.get(moved) ?? NaN),
        );
      return Math.max(0, ...seconds);
    } catch {
      // Where it cannot go, a move takes no time; the check says why.
      return 0;
    }
  }

  #checkOwn(target: number): void {
    const limits = tighter(this.#ownLimits, this.#position.userLimits());
    assertWithin(this.info.name, target, limits, this.info.decimals, this.unit);
    this.#position.assertFree();
    this.core.assertThere();
  }

  /** Its own limits, and, as far as they can be told, those of the real axes from where they stand. */
  #deviceLimits(): Limits {
    const { name } = this.info;
    const position = this.position();
    if (position === undefined) return this.#ownLimits;
    return tighter(
      this.#ownLimits,
      limitsThrough(
        position,
        this.#group.solver.movedBy(name),
        (target) => this.#group.plan(name, target),
        (moved) => this.#group.real(moved).movable.limits(),
      ),
    );
  }

  /** @throws BeamtimeError `state` where its formula has no answer */
  #here(): number {
    const position = this.position();
    if (position !== undefined) return position;
    throw new BeamtimeError('state', this.#noAnswer());
  }

  #noAnswer(): string {
    const where = this.info.inputs.map((input) => {
      const { device, movable } = this.#group.real(input);
      const position = movable.position();
      return position === undefined
        ? `${input} is not known`
        : `${input} stands at ${formatQuantity(position, device.info.decimals, movable.unit)}`;
    });
    return `${this.info.name} has no answer where ${where.join(' and ')}.`;
  }

  #update(): void {
    const { name, inputs } = this.info;
    const positions = this.#group.positions(name);
    const readings = inputs.map((input) =>
      this.#group.real(input).device.reading(),
    );
    const value = this.#group.solver.position(name, positions);
    const hasNoAnswer = Number.isNaN(value) && positions.size === inputs.length;
    // The last answer is not that for where they stand now: where there is none, it has no value.
    if (!Number.isNaN(value) || hasNoAnswer) this.#position.update(value);
    if (readings.some(({ isStale }) => isStale)) this.#position.markStale();
    const away = readings.find(
      ({ status }) => status === 'offline' || status === 'error',
    );
    const stuck = readings.find(
      ({ status }) => status === 'disabled' || status === 'limit',
    );
    if (away) {
      this.core.become(
        away.status,
        `${away.name}: ${away.message ?? away.status}`,
      );
    } else if (
      this.#moving ||
      readings.some(({ status }) => status === 'moving')
    ) {
      this.core.become('moving');
    } else if (stuck) {
      this.core.become(
        stuck.status,
        `${stuck.name}: ${stuck.message ?? stuck.status}`,
      );
    } else if (hasNoAnswer) {
      this.core.become('idle', this.#noAnswer());
    } else this.core.become('idle');
    this.core.announce();
  }
}
