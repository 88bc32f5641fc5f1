import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { Device } from '../device/types.ts';
import { Exchange } from '../io/exchange.ts';
import { lineFraming, type Framing } from '../io/framing.ts';
import type { UrgentOptions } from '../io/job.ts';
import type { PortOpener } from '../io/types.ts';
import { AxisLine } from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { Pm600Axis } from './pm600-axis.ts';
import type { Pm600Config } from './pm600-config.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext, Instrument } from './types.ts';

/** Stops every axis of the chain with its ramp, at once, in the middle of whatever is being written. */
const SOFT_STOP = '\u001b';
const TIMEOUT_MS = 1_000;
/** A request and its reply take this long at 9600 baud: a stop of one axis lets them finish, that of all does not. */
const POLITE_GRACE_MS = 60;

/** A chain of PM600 controllers on one line. */
export class Pm600Chain implements Instrument {
  readonly devices: readonly Device[];
  readonly #exchange: Exchange;
  readonly #axes: readonly Pm600Axis[];
  readonly #line: AxisLine<Pm600Axis>;
  readonly #stops: Together<Pm600Axis, void>;

  constructor(config: Pm600Config, context: DriverContext, line: PortOpener) {
    const { clock } = context;
    this.#exchange = new Exchange({
      opener: line,
      clock,
      framing: chainFraming(),
      timeoutMs: TIMEOUT_MS,
      greeting: {
        probes: Object.values(config.axes).map(({ address }) => `${address}ID`),
        isAnswer: (reply) => /^\d+:\s*PM\s?\d/i.test(reply),
        // A terminal server keeps what is on its way; so does the serial line behind it.
        drains: true,
      },
    });
    this.#stops = new Together((take) => this.#sendStop(take));
    this.#axes = Object.entries(config.axes).map(
      ([name, axis]) =>
        new Pm600Axis(name, axis, context, {
          ask: (command, signal) => this.#ask(command, signal),
          untilStanding: (self, expectedMs) =>
            this.#line.untilStanding(self, expectedMs),
          stop: (self) => this.#stops.add(self, undefined),
          traffic: () => this.#exchange.traffic(),
        }),
    );
    this.devices = this.#axes.map((axis) => axis.motor);
    this.#line = new AxisLine(
      this.#exchange,
      this.#axes,
      {
        send: (command) => this.#ask(command),
        async read(axis) {
          await axis.readPosition();
          await axis.readStatus();
        },
        readStates: (axes) => this.#readStates(axes),
        readPositions: (axes) => this.#readPositions(axes),
      },
      context,
    );
  }

  start(): void {
    this.#line.start();
  }

  close(): Promise<void> {
    this.#line.close();
    return Promise.resolve();
  }

  /** Each controller for itself: one that is silent must not hide the others. */
  async #readStates(
    axes: readonly Pm600Axis[],
  ): Promise<ReadonlyMap<Pm600Axis, AxisAnswer>> {
    const answers = new Map<Pm600Axis, AxisAnswer>();
    for (const axis of axes) {
      try {
        await axis.readStatus();
        answers.set(axis, axis.isMoving);
      } catch (error) {
        if (!isBeamtimeError(error)) throw error;
        answers.set(axis, error);
      }
    }
    return answers;
  }

  async #readPositions(axes: readonly Pm600Axis[]): Promise<void> {
    for (const axis of axes) await axis.readPosition();
  }

  /** All at once: one character. Some: one command each. */
  async #sendStop(take: Take<Pm600Axis, void>): Promise<void> {
    const axes = [...take().keys()];
    if (axes.length === this.#axes.length) {
      await this.#urgent(SOFT_STOP, { hasReply: false });
      return;
    }
    await Promise.all(
      axes.map(({ address }) =>
        this.#urgent(`${address}ST`, { graceMs: POLITE_GRACE_MS }),
      ),
    );
  }

  async #urgent(command: string, options: UrgentOptions): Promise<void> {
    try {
      await this.#exchange.urgent(command, options);
    } catch (error) {
      // Another stop went out over this one; it is out all the same, and the axes are watched until they stand.
      if (!isBeamtimeError(error, 'stopped')) throw error;
    }
  }

  /** The value of a query, or `OK`. Refusals begin with `!`; `!RESET` is how a reset succeeds. */
  async #ask(command: string, signal?: AbortSignal): Promise<string> {
    const reply = await this.#exchange.request(command, { signal });
    if (!reply.startsWith('!') || reply === '!RESET') {
      return reply.replace(/^\d+:/, '').trim();
    }
    throw new BeamtimeError(
      'device',
      `The PM600 at ${this.#exchange.address} refused "${command}": ${reply.slice(1).toLowerCase()}.`,
      { detail: { command, reply } },
    );
  }
}

/** Lines, echo or not; halt characters are echoed anywhere, and a reply with an address must have the one asked. */
function chainFraming(): Framing {
  const lines = lineFraming({
    terminator: '\r',
    mayEcho: true,
    // eslint-disable-next-line no-control-regex -- the echo of the halt characters
    ignored: /[\u0003\u001b]/g,
    isAnswer(reply, request) {
      if (reply === 'OK' || reply.startsWith('!')) return true;
      const match = /^(\d+):/.exec(reply);
      return (
        match !== null && Number(match[1]) === Number.parseInt(request, 10)
      );
    },
  });
  return {
    ...lines,
    encode: (request) =>
      request === SOFT_STOP ? request : lines.encode(request),
  };
}
