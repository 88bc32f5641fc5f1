import { isBeamtimeError, type Problem } from '../../contract/errors.ts';
import type { ScanPlan } from '../../contract/scans.ts';
import type { Device } from '../device/types.ts';
import type { Span } from './define.ts';

/** Why an axis cannot be at a target. */
export interface Refusal {
  readonly code: Problem['code'];
  readonly message: string;
  /** Whether another target would do; false for locks, states and the like. */
  readonly isLimit: boolean;
}

/** Asks an axis, without touching hardware. `others`: where the axes of the same step go. */
export function refusalOf(
  device: Device,
  target: number,
  others: ReadonlyMap<string, number>,
): Refusal | undefined {
  try {
    device.movable?.check(target, others);
    return undefined;
  } catch (error) {
    if (!isBeamtimeError(error)) throw error;
    const { code, message } = error;
    return { code, message, isLimit: LIMIT_CODES.has(code) };
  }
}

/** One axis refuses one point. `place` of `size`: where along the axis's own dimension. */
export interface RefusedPoint {
  readonly axis: number;
  readonly place: number;
  readonly size: number;
  readonly point: number;
  readonly refusal: Refusal;
}

/** A problem, and the reason that it shares with other points. */
interface Blamed {
  readonly problem: Problem;
  readonly reason: string;
}

/** Collects what was refused: one problem per field, one per contradiction between axes, and the list of points. */
export class Refusals {
  readonly #points: number;
  readonly #at: readonly Span['at'][];
  readonly #problems = new Map<string, Blamed>();
  readonly #listed = new Map<number, string>();
  /** The first point of each reason, counted from 0. */
  readonly #firsts = new Map<string, number>();
  #between: Blamed | undefined;

  /** @param at per axis, the parameters it came from */
  constructor(points: number, at: readonly Span['at'][]) {
    this.#points = points;
    this.#at = at;
  }

  /** A refusal at an end of an axis belongs to the field of that end; one in between only counts when the ends are fine. */
  blame({ axis, place, size, point, refusal }: RefusedPoint): void {
    const names = this.#at[axis];
    if (!names) return;
    const { code, message } = refusal;
    const reason = reasonOf(axis, message);
    const first = this.#firsts.get(reason) ?? Infinity;
    this.#firsts.set(reason, Math.min(first, point));
    if (code === 'unsupported') {
      // Axes that contradict each other all refuse, wherever they are: that is one problem, told where the last is chosen.
      const path = ['params', names.axis];
      this.#problems.set(message, { problem: { path, code, message }, reason });
      return;
    }
    if (!refusal.isLimit) {
      const path = ['params', names.axis];
      this.#put({ problem: { path, code, message }, reason });
      return;
    }
    const path = ['params', place === 0 ? names.from : names.to];
    if (place === 0 || place === size - 1) {
      this.#put({ problem: { path, code, message }, reason });
    } else {
      const words = this.#inWords(point, message);
      this.#between ??= { problem: { path, code, message: words }, reason };
    }
  }

  /** Lists a point; the first reason counts. */
  list(point: number, message: string): void {
    if (!this.#listed.has(point)) this.#listed.set(point, message);
  }

  /** @param count of points that cannot be reached */
  result(
    count: number,
    most: number,
    isExact: boolean,
  ): { problems: Problem[]; unreachable: ScanPlan['unreachable'] } {
    if (this.#problems.size === 0 && this.#between) this.#put(this.#between);
    const points = [...this.#listed]
      .sort(([a], [b]) => a - b)
      .slice(0, most)
      .map(([point, message]) => ({
        point,
        message: this.#inWords(point, message),
      }));
    const blamed = [...this.#problems.values()];
    const problems = blamed.map(({ problem, reason }) => {
      if (!LIMIT_CODES.has(problem.code) || count === 0 || this.#points === 1)
        return problem;
      const first = this.#firsts.get(reason) ?? 0;
      const sum = `${isExact ? '' : 'About '}${count} of ${this.#points} points cannot be reached`;
      const which =
        blamed.length > 1 ? 'the first for this reason' : 'the first';
      return {
        ...problem,
        message: `${problem.message} ${sum}; ${which} is point ${first + 1}.`,
      };
    });
    return { problems, unreachable: { count, points } };
  }

  #put(blamed: Blamed): void {
    const key = blamed.problem.path.join('.');
    if (!this.#problems.has(key)) this.#problems.set(key, blamed);
  }

  #inWords(point: number, message: string): string {
    return this.#points === 1
      ? message
      : `Point ${point + 1} of ${this.#points}: ${message}`;
  }
}

/** An axis refuses many points for one reason: in one sentence that differs in its numbers only. */
function reasonOf(axis: number, message: string): string {
  return `${axis}: ${message.replaceAll(/(?<!\w)[\d.]+(e[+-]?\d+)?/g, '#').replaceAll('\u2212', '')}`;
}

const LIMIT_CODES: ReadonlySet<Problem['code']> = new Set([
  'limit',
  'hard-limit',
  'parameter',
  'unsupported',
]);
