import {
  BeamtimeError,
  isBeamtimeError,
  toReport,
} from '../../contract/errors.ts';
import type { Motor } from '../device/motor.ts';
import type { Exchange } from '../io/exchange.ts';
import type { LinkState } from '../io/link.ts';
import { AxisPoller, type AxisAnswer } from './axis-poller.ts';
import type { DriverContext } from './types.ts';

/** An axis on a line that it shares with others. */
export interface LineAxis {
  readonly name: string;
  readonly motor: Motor;
  /** It answers. */
  readonly isThere: boolean;
  /** Commands that make it what the beamline file says. */
  settings(): readonly string[];
  /** It does not answer any more, or the whole line does not. */
  lose(message: string): void;
}

/** What the protocol of a line says. */
export interface AxisProtocol<A> {
  /** Sends one of the axis's settings. @throws BeamtimeError `device` when the controller refuses it */
  send(command: string): Promise<unknown>;
  /** Reads state and position of one axis. */
  read(axis: A): Promise<void>;
  readStates(axes: readonly A[]): Promise<ReadonlyMap<A, AxisAnswer>>;
  /** Left out where states and positions come in one reply. */
  readPositions?(axes: readonly A[]): Promise<void>;
}

/** An axis that did not answer is looked for this often. */
const SEARCH_MS = 10_000;

/** The axes of one line over its lifetime: set up at connect, watched, lost and found again, one by one or all. */
export class AxisLine<A extends LineAxis> {
  readonly #exchange: Exchange;
  readonly #context: DriverContext;
  readonly #axes: readonly A[];
  readonly #protocol: AxisProtocol<A>;
  readonly #poller: AxisPoller<A>;
  #cancelSearch = () => {};

  constructor(
    exchange: Exchange,
    axes: readonly A[],
    protocol: AxisProtocol<A>,
    context: DriverContext,
  ) {
    this.#exchange = exchange;
    this.#axes = axes;
    this.#protocol = protocol;
    this.#context = context;
    this.#poller = new AxisPoller({
      clock: context.clock,
      readStates: (some) => protocol.readStates(some),
      readPositions: protocol.readPositions
        ? (some) => protocol.readPositions?.(some) ?? Promise.resolve()
        : undefined,
      atRest: () => axes.filter((axis) => axis.isThere),
      onLost: (axis, error) => this.#lose(axis, error.message),
    });
    exchange.onState((state) => this.#onState(state));
  }

  start(): void {
    this.#exchange.start();
  }

  close(): void {
    this.#cancelSearch();
    this.#exchange.close();
  }

  /** Resolves when the axis stands and its position has been read. */
  untilStanding(axis: A, expectedMs: number): Promise<void> {
    return this.#poller.untilStanding(axis, expectedMs);
  }

  #onState(state: LinkState): void {
    this.#cancelSearch();
    if (state.kind === 'connected') {
      this.#poller.start();
      void this.#prepare(this.#axes);
      return;
    }
    const error = new BeamtimeError('disconnected', state.reason ?? '');
    this.#poller.stop(error);
    for (const axis of this.#axes) axis.lose(error.message);
  }

  async #prepare(axes: readonly A[]): Promise<void> {
    for (const axis of axes) {
      try {
        await this.#prepareOne(axis);
      } catch (error) {
        if (this.#exchange.state.kind !== 'connected') return;
        this.#lose(axis, toReport(error).message);
      }
    }
    this.#searchLater();
  }

  /** A controller that refuses a setting, because it is moving for instance, can be used all the same. */
  async #prepareOne(axis: A): Promise<void> {
    let refused: string | undefined;
    for (const command of axis.settings()) {
      try {
        await this.#protocol.send(command);
      } catch (error) {
        if (!isBeamtimeError(error, 'device')) throw error;
        refused ??= error.message;
      }
    }
    await this.#protocol.read(axis);
    if (refused === undefined) return;
    this.#context.log(
      'warning',
      `${axis.name} keeps its own velocity or acceleration. ${refused}`,
    );
  }

  /** One axis does not answer: the others go on. */
  #lose(axis: A, message: string): void {
    const isNews =
      axis.motor.reading().status !== 'offline' ||
      axis.motor.reading().message !== message;
    axis.lose(message);
    if (isNews) {
      this.#context.log('warning', `${axis.name} is offline. ${message}`);
    }
    this.#searchLater();
  }

  #searchLater(): void {
    this.#cancelSearch();
    if (this.#axes.every((axis) => axis.isThere)) return;
    this.#cancelSearch = this.#context.clock.after(SEARCH_MS, () => {
      void this.#prepare(this.#axes.filter((axis) => !axis.isThere));
    });
  }
}
