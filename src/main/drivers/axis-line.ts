import type { Exchange as Traffic } from '../../contract/devices.ts';
import {
  BeamtimeError,
  isBeamtimeError,
  toReport,
} from '../../contract/errors.ts';
import type { Motor } from '../device/motor.ts';
import type { Speed } from '../device/speed.ts';
import type { Device } from '../device/types.ts';
import type { Exchange } from '../io/exchange.ts';
import type { UrgentOptions } from '../io/job.ts';
import type { LinkState } from '../io/link.ts';
import { AxisPoller, type AxisAnswer } from './axis-poller.ts';
import type { DriverContext, Instrument } from './types.ts';

/** What an axis may ask of the line that it shares with others. */
export interface AxisWays {
  /** Sends a command and answers with what came back. @throws BeamtimeError `device` when it is refused */
  send(command: string, signal?: AbortSignal): Promise<unknown>;
  /** Resolves when the axis stands and its position has been read. */
  untilStanding(expectedMs: number): Promise<void>;
  readPosition(): Promise<void>;
  /** Why it could not be looked at last, in a sentence; null = it could. */
  trouble(): string | null;
  /** Sends the stop in this turn; resolves when it is out, or confirmed where it can be. */
  stop(): Promise<void>;
  traffic(): readonly Traffic[];
}

/** An axis on a line that it shares with others. */
export interface LineAxis {
  readonly name: string;
  readonly motor: Motor;
  /** It answers. */
  readonly isThere: boolean;
  /** Contact was lost while it was under way, and it has not been stopped since. */
  isOutOfSight: boolean;
  /** Commands that make it as fast as that. */
  settings(speed: Speed): readonly string[];
  /** It does not answer any more, or the whole line does not. */
  lose(message: string): void;
}

/** What the protocol of a line says. */
export interface AxisProtocol<A> {
  /** Sends one of the axis's settings. @throws BeamtimeError `device` or `state` when the controller refuses it */
  send(command: string, signal?: AbortSignal): Promise<unknown>;
  /** Learns of an axis that was just found what must be known before it is set up. Left out where nothing must. */
  meet?(axis: A): Promise<void>;
  /** Looks at an axis that was just set up: state, position, and what else is shown of it. */
  read(axis: A): Promise<void>;
  readPosition(axis: A): Promise<void>;
  /** Sends the stop in this turn; resolves when it is out, or confirmed where it can be. */
  stop(axis: A): Promise<void>;
  readStates(axes: readonly A[]): Promise<ReadonlyMap<A, AxisAnswer>>;
  /** Left out where states and positions come in one reply. */
  readPositions?(axes: readonly A[]): Promise<void>;
}

/** An axis that did not answer is looked for this often. */
const SEARCH_MS = 10_000;

/** The axes of one line over its lifetime: set up at connect, watched, lost and found again, one by one or all. */
export class AxisLine<A extends LineAxis> implements Instrument {
  readonly #exchange: Exchange;
  readonly #context: DriverContext;
  readonly #axes: A[] = [];
  readonly #protocol: AxisProtocol<A>;
  readonly #poller: AxisPoller<A>;
  #cancelSearch = () => {};

  constructor(
    exchange: Exchange,
    protocol: AxisProtocol<A>,
    context: DriverContext,
  ) {
    this.#exchange = exchange;
    this.#protocol = protocol;
    this.#context = context;
    this.#poller = new AxisPoller({
      clock: context.clock,
      readStates: (some) => protocol.readStates(some),
      readPositions: protocol.readPositions
        ? (some) => protocol.readPositions?.(some) ?? Promise.resolve()
        : undefined,
      atRest: () => this.#axes.filter((axis) => axis.isThere),
      onLost: (axis, error) => this.#lose(axis, error.message),
    });
    exchange.onState((state) => this.#onState(state));
  }

  /** Adds the axes, each made with its ways to this line. */
  add<C>(
    axes: Readonly<Record<string, C>>,
    make: (name: string, config: C, waysOf: (axis: () => A) => AxisWays) => A,
  ): void {
    for (const [name, config] of Object.entries(axes)) {
      this.#axes.push(make(name, config, (axis) => this.#waysOf(axis)));
    }
  }

  get axes(): readonly A[] {
    return this.#axes;
  }

  get exchange(): Exchange {
    return this.#exchange;
  }

  get devices(): readonly Device[] {
    return this.#axes.map((axis) => axis.motor);
  }

  start(): void {
    this.#exchange.start();
  }

  close(): Promise<void> {
    this.#cancelSearch();
    this.#exchange.close();
    return Promise.resolve();
  }

  #waysOf(axis: () => A): AxisWays {
    const protocol = this.#protocol;
    return {
      send: (command, signal) => protocol.send(command, signal),
      untilStanding: (expectedMs) =>
        this.#poller.untilStanding(axis(), expectedMs),
      readPosition: () => protocol.readPosition(axis()),
      trouble: () => this.#poller.trouble(axis())?.message ?? null,
      stop: () => protocol.stop(axis()),
      traffic: () => this.#exchange.traffic(),
    };
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
    if (axis.isOutOfSight) await this.#stopUnseen(axis);
    await this.#protocol.meet?.(axis);
    let refused: string | undefined;
    for (const command of axis.settings(axis.motor.speed)) {
      try {
        await this.#protocol.send(command);
      } catch (error) {
        if (!isRefusal(error)) throw error;
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

  /** Whoever sent it has been told that the move failed: it must not drive on behind their back. */
  async #stopUnseen(axis: A): Promise<void> {
    await this.#protocol.stop(axis);
    axis.isOutOfSight = false;
    this.#context.log(
      'warning',
      `${axis.name} was under way when contact was lost. It answers again and was told to stop; look where it stands.`,
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

/** Whether the controller answered, and would not do it: alone, or with other axes, it may do what else is asked. */
export function isRefusal(error: unknown): error is BeamtimeError {
  return isBeamtimeError(error, 'device', 'state', 'limit');
}

/**
 * Asks axes one after the other, each for itself: one that does not answer must not hide the others. `read` answers
 * whether it moves.
 */
export async function askEach<A>(
  axes: readonly A[],
  read: (axis: A) => Promise<boolean>,
): Promise<ReadonlyMap<A, AxisAnswer>> {
  const answers = new Map<A, AxisAnswer>();
  for (const axis of axes) {
    try {
      answers.set(axis, await read(axis));
    } catch (error) {
      if (!isBeamtimeError(error)) throw error;
      answers.set(axis, error);
    }
  }
  return answers;
}

/**
 * Those that answer and those that do not, apart, without empty groups: where a controller refuses a command with an
 * axis that is gone, those that are there do not wait for that.
 */
export function thereAndGone<A extends LineAxis>(
  axes: readonly A[],
): readonly (readonly A[])[] {
  const there = axes.filter((axis) => axis.isThere);
  const gone = axes.filter((axis) => !axis.isThere);
  return [there, gone].filter((group) => group.length > 0);
}

/**
 * Looks at axes with one question for all; one by one where that is refused: an axis that is not there must not hide the
 * others. `look` leaves in each axis whether it moves.
 */
export async function askTogether<A extends { readonly isMoving: boolean }>(
  axes: readonly A[],
  look: (axes: readonly A[]) => Promise<void>,
): Promise<ReadonlyMap<A, AxisAnswer>> {
  try {
    await look(axes);
    return new Map(axes.map((axis) => [axis, axis.isMoving]));
  } catch (error) {
    if (!isRefusal(error) || axes.length === 1) throw error;
  }
  return askEach(axes, async (axis) => {
    await look([axis]);
    return axis.isMoving;
  });
}

/** Sends a stop over whatever waits. When another stop goes out over this one, it is out all the same. */
export async function sendStop(
  exchange: Exchange,
  command: string,
  options?: UrgentOptions,
): Promise<string | undefined> {
  try {
    return await exchange.urgent(command, options);
  } catch (error) {
    if (!isBeamtimeError(error, 'stopped')) throw error;
    return undefined;
  }
}
