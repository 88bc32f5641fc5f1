import type { SimulatedAxis } from './axis.ts';

/** What a PM600 axis is busy with, in its own words (`CO`). */
export type Pm600Task =
  'Idle' | 'Move' | 'Constant velocity' | 'Home to datum' | 'Command abort!';

/** One controller of the chain: a motor and what its commands have set. */
export class Pm600Axis {
  readonly axis: SimulatedAxis;
  /** Settings that this simulation keeps and reports and that do not change how it moves, by command. */
  readonly settings = new Map<string, string>([
    ['SC', '700'],
    ['SD', '40000'],
    ['LD', '200000'],
    ['CM', '11'],
    ['ER', '1/1'],
    ['WI', '4'],
    ['TO', '8000'],
    ['TR', '4000'],
    ['SE', '100'],
    ['BO', '0'],
    ['CR', '0'],
    ['AM', '00000000'],
    ['DM', '00000000'],
    ['SH', '0'],
  ]);
  lowerSoft = -2_147_483_647;
  upperSoft = 2_147_483_647;
  hasSoftLimits = false;
  #isAborted = false;
  #task: Pm600Task = 'Idle';

  constructor(axis: SimulatedAxis) {
    this.axis = axis;
  }

  get isBusy(): boolean {
    return this.axis.isMoving || this.axis.isSettling;
  }

  get isAborted(): boolean {
    return this.#isAborted;
  }

  get task(): Pm600Task {
    if (this.#isAborted) return 'Command abort!';
    return this.isBusy ? this.#task : 'Idle';
  }

  begin(task: Pm600Task): void {
    this.#task = task;
  }

  /** Stands at once and stays refused until it is reset. */
  abort(): void {
    this.axis.abort();
    this.#isAborted = true;
  }

  reset(): void {
    this.#isAborted = false;
  }

  /** `abcdefgh` of `OS`: idle, error, upper and lower hard limit, jogging, on datum, two that are kept free. */
  get status(): string {
    const flags = [
      !this.isBusy,
      this.#isAborted,
      this.axis.isAtUpper,
      this.axis.isAtLower,
      this.isBusy && this.#task === 'Constant velocity',
      this.axis.isAtHome,
      false,
      false,
    ];
    return flags.map((isSet) => (isSet ? '1' : '0')).join('');
  }
}
