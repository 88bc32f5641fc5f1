import { BeamtimeError } from '../../contract/errors.ts';
import { Exchange } from '../io/exchange.ts';
import { lineFraming, type Framing } from '../io/framing.ts';
import type { PortOpener } from '../io/types.ts';
import { askEach, AxisLine, sendStop, type AxisProtocol } from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { Pm600Axis } from './pm600-axis.ts';
import type { Pm600Config } from './pm600-config.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext } from './types.ts';

/** Stop every axis of the chain in the middle of whatever is being written: with its ramp, and without. */
const STOPS_OF_ALL = { ramp: '\u001b', abort: '\u0003' } as const;
const STOPS = { ramp: 'ST', abort: 'AB' } as const;
const TIMEOUT_MS = 1_000;
/** A request and its reply take this long at 9600 baud: a stop of one axis lets them finish, that of all does not. */
const POLITE_GRACE_MS = 60;

/** A chain of PM600 controllers on one line. */
export class Pm600Chain implements AxisProtocol<Pm600Axis> {
  readonly line: AxisLine<Pm600Axis>;
  readonly #exchange: Exchange;
  readonly #stops: Together<Pm600Axis, void>;

  constructor(config: Pm600Config, context: DriverContext, line: PortOpener) {
    this.#exchange = new Exchange({
      opener: line,
      clock: context.clock,
      framing: chainFraming(),
      timeoutMs: TIMEOUT_MS,
      greeting: {
        probes: Object.values(config.axes).map(({ address }) => `${address}ID`),
        isAnswer: (reply) => /^\d+:\s*PM\s?\d/i.test(reply),
        // A terminal server keeps what is on its way; so does the serial line behind it.
        drains: true,
      },
    });
    this.#stops = new Together((take) => this.#sendStops(take));
    this.line = new AxisLine(this.#exchange, this, context);
    this.line.add(config.axes, (name, fields, waysOf) => {
      const axis: Pm600Axis = new Pm600Axis(name, fields, context, {
        ...waysOf(() => axis),
        send: (command, signal) => this.send(command, signal),
      });
      return axis;
    });
  }

  /** The value of a query, or `OK`. Refusals begin with `!`; `!RESET` is how a reset succeeds. */
  async send(command: string, signal?: AbortSignal): Promise<string> {
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

  async read(axis: Pm600Axis): Promise<void> {
    await axis.readPosition();
    await axis.readStatus();
  }

  readPosition(axis: Pm600Axis): Promise<void> {
    return axis.readPosition();
  }

  readStates(
    axes: readonly Pm600Axis[],
  ): Promise<ReadonlyMap<Pm600Axis, AxisAnswer>> {
    return askEach(axes, async (axis) => {
      await axis.readStatus();
      return axis.isMoving;
    });
  }

  async readPositions(axes: readonly Pm600Axis[]): Promise<void> {
    for (const axis of axes) await axis.readPosition();
  }

  stop(axis: Pm600Axis): Promise<void> {
    return this.#stops.add(axis, undefined);
  }

  /** All at once in the same way: one character. Else one command each. */
  async #sendStops(take: Take<Pm600Axis, void>): Promise<void> {
    const axes = [...take().keys()];
    const [way, ...others] = new Set(axes.map(({ onStop }) => onStop));
    if (
      way !== undefined &&
      others.length === 0 &&
      axes.length === this.line.axes.length
    ) {
      await sendStop(this.#exchange, STOPS_OF_ALL[way], { hasReply: false });
      return;
    }
    await Promise.all(
      axes.map(({ address, onStop }) =>
        sendStop(this.#exchange, `${address}${STOPS[onStop]}`, {
          graceMs: POLITE_GRACE_MS,
        }),
      ),
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
  const characters: readonly string[] = Object.values(STOPS_OF_ALL);
  return {
    ...lines,
    encode: (request) =>
      characters.includes(request) ? request : lines.encode(request),
  };
}
