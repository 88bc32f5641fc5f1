import { BeamtimeError } from '../../contract/errors.ts';
import { formatPlain } from '../device/units.ts';
import { compileExpression, type Expression } from '../device/expression.ts';

/** The formulas of one pseudo axis. */
export interface PseudoFormulas {
  readonly name: string;
  readonly value: string;
  readonly moves: Readonly<Record<string, string>>;
}

/** Positions by name of real axis. */
export type Positions = ReadonlyMap<string, number>;

interface Compiled {
  readonly value: Expression;
  readonly moves: readonly (readonly [string, Expression])[];
}

/** Computes where pseudo axes of one instrument stand, and where real axes must go; touches nothing. */
export class PseudoSolver {
  readonly #axes: ReadonlyMap<string, Compiled>;

  constructor(axes: readonly PseudoFormulas[]) {
    this.#axes = new Map(
      axes.map(({ name, value, moves }) => [
        name,
        {
          value: compileExpression(value),
          moves: Object.entries(moves).map(
            ([moved, text]) => [moved, compileExpression(text)] as const,
          ),
        },
      ]),
    );
  }

  /** The axes outside of this instrument that a pseudo axis depends on, through others of it too. */
  realAxesOf(name: string, seen: ReadonlySet<string> = new Set()): string[] {
    if (!this.#axes.has(name)) return name === 'target' ? [] : [name];
    if (seen.has(name)) return [];
    const inside = new Set([...seen, name]);
    const axis = this.#axes.get(name);
    const names = [
      ...(axis?.moves.flatMap(([moved, { names }]) => [moved, ...names]) ?? []),
      ...(axis?.value.names ?? []),
    ];
    return [...new Set(names.flatMap((used) => this.realAxesOf(used, inside)))];
  }

  /** The axes that it moves. */
  movedBy(name: string): string[] {
    return this.#axes.get(name)?.moves.map(([moved]) => moved) ?? [];
  }

  has(name: string): boolean {
    return this.#axes.has(name);
  }

  /** NaN while a real axis is not known, or where the formula has no answer. */
  position(name: string, at: Positions, depth = 0): number {
    const axis = this.#axes.get(name);
    if (!axis) return at.get(name) ?? NaN;
    // A pseudo axis that is defined by itself has no position.
    if (depth > this.#axes.size) return NaN;
    return axis.value.evaluate((used) => this.position(used, at, depth + 1));
  }

  /**
   * Where the real axes must stand so that all these pseudo axes are at their targets, everything else staying.
   *
   * @throws BeamtimeError `limit` where a formula has no answer, `unsupported` when the targets contradict each other
   */
  solve(targets: ReadonlyMap<string, number>, from: Positions): Positions {
    const at = new Map(from);
    for (const [name, target] of targets) {
      const moves = this.#axes.get(name)?.moves ?? [];
      const next = moves.map(([moved, formula]) => {
        const position = formula.evaluate((used) =>
          used === 'target' ? target : this.position(used, at),
        );
        if (!Number.isNaN(position)) return [moved, position] as const;
        throw new BeamtimeError(
          'limit',
          `${name} cannot be at ${formatPlain(target)}: "${formula.text}" has no answer there for ${moved}.`,
        );
      });
      for (const [moved, position] of next) at.set(moved, position);
    }
    for (const [name, target] of targets)
      this.#assertReached(name, target, at, targets);
    return at;
  }

  #assertReached(
    name: string,
    target: number,
    at: Positions,
    targets: ReadonlyMap<string, number>,
  ): void {
    const reached = this.position(name, at);
    if (Math.abs(reached - target) <= 1e-6 * Math.max(1, Math.abs(target)))
      return;
    throw targets.size > 1
      ? new BeamtimeError(
          'unsupported',
          // In the order of the beamline file, so that every axis that is asked says the same.
          `${[...this.#axes.keys()].filter((one) => targets.has(one)).join(' and ')} cannot be moved in the same step: they need the same axes in different places.`,
        )
      : new BeamtimeError(
          'config',
          `The formulas of ${name} do not fit each other: sent to ${formatPlain(target)}, it would be at ${formatPlain(reached)}. Correct its "moves" or its "value" in the beamline file.`,
        );
  }
}
