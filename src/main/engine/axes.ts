import type { Devices, Movable } from '../device/types.ts';
import { formatQuantity } from '../device/units.ts';
import type { Scan } from '../scan/scan.ts';
import type { Started } from './steps.ts';

/** A move beyond twice its expected time and this is given up. The axis has a patience of its own, which is shorter. */
const MOVE_PATIENCE_MS = 30_000;

interface Axis {
  readonly name: string;
  readonly movable: Movable;
  readonly decimals: number;
  /** Where it stood before the scan; null when that is not known. */
  start: number | null;
  from: number;
  target: number;
}

/** The axes of a scan: where they began and where they are sent, all in one turn. Slots are indexes of axes. */
export class Axes {
  readonly #axes: readonly Axis[];
  readonly #scan: Scan;

  /** @throws BeamtimeError `unknown-device` */
  constructor(scan: Scan, devices: Devices) {
    this.#scan = scan;
    this.#axes = scan.axes.flatMap((name) => {
      const { movable, info } = devices.get(name);
      if (!movable) return [];
      const { decimals } = info;
      return [{ name, movable, decimals, start: null, from: NaN, target: NaN }];
    });
  }

  /** Remembers where the axes stand. Answers with the names of those that do not know it. */
  rememberStart(): string[] {
    for (const axis of this.#axes) {
      axis.start = axis.movable.position() ?? null;
      axis.from = axis.start ?? NaN;
    }
    return this.#axes
      .filter(({ start }) => start === null)
      .map(({ name }) => name);
  }

  /** Where an axis is planned to be at a point, user units. */
  planned(axis: number, point: number): number {
    const offset = this.#scan.position(point, axis);
    return this.#scan.isRelative
      ? (this.#axes[axis]?.start ?? NaN) + offset
      : offset;
  }

  /** Starts the moves towards a point; axes that are there already stay, and give their position at once. */
  startTowards(point: number, signal: AbortSignal, values: number[]): Started {
    const slots: number[] = [];
    const parts: Promise<number>[] = [];
    for (const [index, axis] of this.#axes.entries()) {
      const target = this.planned(index, point);
      if (target === axis.target) {
        values[index] = axis.movable.position() ?? NaN;
        continue;
      }
      if (!Number.isNaN(axis.target)) axis.from = axis.target;
      axis.target = target;
      slots.push(index);
      parts.push(begin(axis, signal));
    }
    return { slots, parts };
  }

  /** Starts the moves back to where the axes stood before the scan. */
  startBack(signal: AbortSignal): Started {
    const slots: number[] = [];
    const parts: Promise<number>[] = [];
    for (const [index, axis] of this.#axes.entries()) {
      if (axis.start === null) continue;
      axis.from = axis.movable.position() ?? axis.target;
      axis.target = axis.start;
      slots.push(index);
      parts.push(begin(axis, signal));
    }
    return { slots, parts };
  }

  /** Forgets where the axes were sent: somebody may have moved them since. */
  forget(): void {
    for (const axis of this.#axes) axis.target = NaN;
  }

  /** How long the present moves may take, ms. */
  readonly limitMs = (): number => {
    const seconds = this.#axes.map(({ movable, from, target }) =>
      Number.isFinite(from) && Number.isFinite(target)
        ? movable.estimate(from, target)
        : 0,
    );
    return 2000 * Math.max(0, ...seconds) + MOVE_PATIENCE_MS;
  };

  /** `samx to 0.350 mm and samy to 1.000 mm`. */
  targetsInWords(slots: readonly number[]): string {
    return this.#inWords(slots, 'to', (axis) => axis.target);
  }

  /** `samx at 0.350 mm`: where they stood before the scan. */
  startsInWords(): string {
    return this.#inWords(
      [...this.#axes.keys()],
      'at',
      (axis) => axis.start ?? NaN,
    );
  }

  #inWords(
    slots: readonly number[],
    word: string,
    position: (axis: Axis) => number,
  ): string {
    const parts = slots.flatMap((slot) => {
      const axis = this.#axes[slot];
      if (!axis) return [];
      const { unit } = axis.movable;
      return [
        `${axis.name} ${word} ${formatQuantity(position(axis), axis.decimals, unit)}`,
      ];
    });
    return parts.join(' and ');
  }
}

function begin(
  { movable, target }: Axis,
  signal: AbortSignal,
): Promise<number> {
  try {
    return movable.move(target, signal);
  } catch (error) {
    return Promise.reject(
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}
