import type { RunPhase } from '../../contract/runs.ts';
import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/wait.ts';
import type { Scan } from '../scan/scan.ts';
import type { Axes } from './axes.ts';
import { calculate, type Layout } from './columns.ts';
import type { Steps } from './steps.ts';
import type { Stopwatch } from './stopwatch.ts';

/** What measuring needs of its run. */
export interface MeasuringParts {
  readonly scan: Scan;
  readonly layout: Layout;
  readonly axes: Axes;
  readonly steps: Steps;
  readonly stopwatch: Stopwatch;
  readonly clock: Clock;
  readonly enter: (phase: RunPhase) => void;
}

const PREPARE_TIMEOUT_MS = 30_000;
const COUNT_PATIENCE_MS = 15_000;

/** How the numbers of a point come about. Everything rejects when it was interrupted or something failed. */
export class Measuring {
  readonly #parts: MeasuringParts;
  readonly #blank: readonly number[];
  #hasMoved = false;

  constructor(parts: MeasuringParts) {
    this.#parts = parts;
    this.#blank = parts.layout.columns.map(() => NaN);
  }

  /** An axis was sent somewhere. */
  get hasMoved(): boolean {
    return this.#hasMoved;
  }

  /** A number per column, none of them known. */
  blank(): number[] {
    return this.#blank.slice();
  }

  /** Once before the first point, and again after every rest: somebody may have changed things. */
  async prepare(): Promise<void> {
    const { axes, enter, layout, scan, steps } = this.#parts;
    const { signal } = steps;
    axes.forget();
    enter('preparing');
    const { counters } = layout;
    const parts = counters.map((counter) =>
      counter.prepare(scan.exposureSeconds, signal).then(() => NaN),
    );
    const slots = counters.map(({ slot }) => slot);
    await steps.wait({ slots, parts }, this.blank(), () => PREPARE_TIMEOUT_MS);
  }

  /** Sends the axes, counts, calculates; answers with a number per column. */
  async point(index: number): Promise<number[]> {
    const { clock, enter, layout, scan, steps } = this.#parts;
    const values = this.blank();
    if (scan.axes.length > 0) await this.#move(index, values);
    if (scan.settleSeconds > 0) {
      enter('settling');
      await sleep(clock, scan.settleSeconds * 1000, steps.signal);
    }
    await this.#count(values);
    calculate(layout.calculations, values);
    return values;
  }

  async #move(index: number, values: number[]): Promise<void> {
    const { axes, enter, steps } = this.#parts;
    const started = axes.startTowards(index, steps.signal, values);
    if (started.slots.length === 0) return;
    this.#hasMoved = true;
    enter('moving');
    await steps.wait(started, values, axes.limitMs);
  }

  async #count(values: number[]): Promise<void> {
    const { clock, enter, layout, scan, steps, stopwatch } = this.#parts;
    const { counters, elapsedSlot, epochSlot, takesTime } = layout;
    const { signal } = steps;
    enter('counting');
    values[elapsedSlot] = stopwatch.elapsedSeconds();
    values[epochSlot] = stopwatch.epochSeconds(values[elapsedSlot]);
    const slots: number[] = [];
    const parts: Promise<number>[] = [];
    for (const counter of counters) {
      slots.push(counter.slot);
      parts.push(counter.count(signal));
    }
    await steps.wait({ slots, parts }, values, this.#countLimitMs);
    if (!takesTime && scan.exposureSeconds > 0)
      await sleep(clock, scan.exposureSeconds * 1000, signal);
  }

  readonly #countLimitMs = (): number =>
    this.#parts.scan.exposureSeconds * 1500 + COUNT_PATIENCE_MS;
}
