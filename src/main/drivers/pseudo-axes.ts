import { BeamtimeError, toReport } from '../../contract/errors.ts';
import type { Device, Movable } from '../device/types.ts';
import { PseudoAxis, type PseudoGroup } from './pseudo-axis-device.ts';
import type { PseudoAxisConfig } from './pseudo-axis-config.ts';
import { PseudoSolver, type Positions } from './pseudo-solver.ts';
import type { DriverContext, Instrument } from './types.ts';

interface Entry {
  readonly target: number;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The pseudo axes of one entry of the beamline file. Those that are sent somewhere in the same turn of the event loop
 * move their real axes together, so that gap and centre of a slit may be scanned at once.
 */
export class PseudoAxes implements Instrument, PseudoGroup {
  readonly devices: readonly Device[];
  readonly solver: PseudoSolver;
  readonly #context: DriverContext;
  readonly #axes: readonly PseudoAxis[];
  #gathered = new Map<string, Entry>();

  constructor(config: PseudoAxisConfig, context: DriverContext) {
    this.#context = context;
    this.solver = new PseudoSolver(
      Object.entries(config.axes).map(([name, axis]) => ({ name, ...axis })),
    );
    this.#axes = Object.entries(config.axes).map(
      ([name, axis]) => new PseudoAxis(name, axis, context, this),
    );
    this.devices = this.#axes;
  }

  /** Begins to follow the real axes. */
  start(): void {
    for (const axis of this.#axes) axis.follow();
  }

  close(): Promise<void> {
    for (const axis of this.#axes) axis.close();
    return Promise.resolve();
  }

  /** @throws BeamtimeError `config` when the real axis is missing or is none */
  real(name: string): { readonly device: Device; readonly movable: Movable } {
    const device = this.#context.devices.get(name);
    if (device.movable) return { device, movable: device.movable };
    throw new BeamtimeError(
      'config',
      `${name} is not an axis and cannot be part of one. Name an axis in the beamline file.`,
    );
  }

  /** Where the real axes of a pseudo axis stand; without those that are not known. */
  positions(name: string): Map<string, number> {
    const positions = new Map<string, number>();
    for (const used of this.solver.realAxesOf(name)) {
      const position = this.real(used).movable.position();
      if (position !== undefined) positions.set(used, position);
    }
    return positions;
  }

  /**
   * Where the real axes would go, with the other axes of the same step taken into account.
   *
   * @throws BeamtimeError what the solver and the real axes refuse
   */
  plan(
    name: string,
    target: number,
    others: ReadonlyMap<string, number> = new Map(),
  ): Positions {
    const positions = this.positions(name);
    const targets = new Map<string, number>();
    for (const [other, position] of others) {
      if (this.solver.has(other) && other !== name)
        targets.set(other, position);
      else if (positions.has(other)) positions.set(other, position);
    }
    // The axis asked about comes last and so has the last word; `solve` sees whether the others agree.
    targets.set(name, target);
    for (const other of targets.keys()) {
      for (const [used, position] of this.positions(other)) {
        if (!positions.has(used))
          positions.set(used, others.get(used) ?? position);
      }
    }
    return this.solver.solve(targets, positions);
  }

  /** Moves the real axes of all that is asked in this turn. */
  go(name: string, target: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    if (this.#gathered.size === 0) queueMicrotask(() => void this.#flush());
    this.#gathered.set(name, { target, signal, resolve, reject });
    return promise;
  }

  async #flush(): Promise<void> {
    const entries = this.#gathered;
    this.#gathered = new Map();
    try {
      await this.#moveReals(entries);
      for (const { resolve } of entries.values()) resolve();
    } catch (error) {
      for (const { reject } of entries.values()) reject(error);
    }
  }

  async #moveReals(entries: ReadonlyMap<string, Entry>): Promise<void> {
    const from = new Map(
      [...entries.keys()].flatMap((name) => [...this.positions(name)]),
    );
    const targets = new Map(
      [...entries].map(([name, { target }]) => [name, target]),
    );
    const to = this.solver.solve(targets, from);
    const moved = [
      ...new Set(
        [...entries.keys()].flatMap((name) => this.solver.movedBy(name)),
      ),
    ];
    for (const name of moved)
      this.#checkReal([...entries.keys()].join(' and '), name, to);
    // One of them stopped or failed: the others have no business going on.
    const together = new AbortController();
    const signal = AbortSignal.any([
      together.signal,
      ...[...entries.values()].map((entry) => entry.signal),
    ]);
    const moves = moved.map((name) =>
      this.real(name)
        .movable.move(to.get(name) ?? NaN, signal)
        .catch((error: unknown) => {
          together.abort(error);
          throw error;
        }),
    );
    const ends = await Promise.allSettled(moves);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** @throws what the real axis refuses, with the pseudo axis's name in front */
  checkReals(
    name: string,
    to: Positions,
    others?: ReadonlyMap<string, number>,
  ): void {
    for (const moved of this.solver.movedBy(name))
      this.#checkReal(name, moved, to, others);
  }

  #checkReal(
    name: string,
    moved: string,
    to: Positions,
    others?: ReadonlyMap<string, number>,
  ): void {
    try {
      this.real(moved).movable.check(to.get(moved) ?? NaN, others);
    } catch (error) {
      const { code, message } = toReport(error);
      throw new BeamtimeError(code, `${name} moves ${moved}. ${message}`, {
        cause: error,
      });
    }
  }
}
