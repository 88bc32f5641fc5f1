import { Exchange } from '../io/exchange.ts';
import type { PortOpener } from '../io/types.ts';
import { askEach, AxisLine, sendStop, type AxisProtocol } from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { Smc100Axis } from './smc100-axis.ts';
import type { Smc100Config } from './smc100-config.ts';
import { isKnownLetter, NO_ERROR, smc100Refusal } from './smc100-errors.ts';
import { smc100Framing, smc100Value } from './smc100-framing.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
/** The boxes drop what follows a frame sooner than this. */
const GAP_MS = 10;
/** A short request and its reply at 57600 baud: a stop lets them finish. */
const POLITE_GRACE_MS = 15;

/** A chain of SMC100 controllers on one line. */
export class Smc100Chain implements AxisProtocol<Smc100Axis> {
  readonly line: AxisLine<Smc100Axis>;
  readonly #exchange: Exchange;
  readonly #stops: Together<Smc100Axis, void>;

  constructor(config: Smc100Config, context: DriverContext, line: PortOpener) {
    this.#exchange = new Exchange({
      opener: line,
      clock: context.clock,
      framing: smc100Framing(),
      timeoutMs: TIMEOUT_MS,
      gapMs: GAP_MS,
      greeting: {
        probes: Object.values(config.axes).map(({ address }) => `${address}VE`),
        isAnswer: (reply) => /^\d+VE/.test(reply),
        // A terminal server keeps what is on its way; so does the serial line behind it.
        drains: true,
      },
    });
    this.#stops = new Together((take) => this.#sendStops(take));
    this.line = new AxisLine(this.#exchange, this, context);
    this.line.add(config.axes, (name, fields, waysOf) => {
      const axis: Smc100Axis = new Smc100Axis(name, fields, context, {
        ...waysOf(() => axis),
        ask: (query, signal) => this.#ask(query, signal),
        tell: (command) => this.#tell(command),
      });
      return axis;
    });
  }

  /** Sends a set command, which is silent, and asks in the same breath what became of it. */
  async send(command: string, signal?: AbortSignal): Promise<void> {
    const address = Number.parseInt(command, 10);
    const [sent, asked] = await Promise.allSettled([
      this.#exchange.request(command, { hasReply: false, signal }),
      this.#ask(`${address}TE`),
    ]);
    if (sent.status === 'rejected') throw sent.reason;
    if (asked.status === 'rejected') throw asked.reason;
    const letter = asked.value;
    if (letter === NO_ERROR) return;
    const told = isKnownLetter(letter)
      ? undefined
      : (await this.#ask(`${address}TB${letter}`)).replace(/^\S+\s+/, '');
    throw smc100Refusal(letter, command, this.#exchange.address, told);
  }

  meet(axis: Smc100Axis): Promise<void> {
    return axis.meet();
  }

  async read(axis: Smc100Axis): Promise<void> {
    await axis.readPosition();
    await axis.readStatus();
  }

  readPosition(axis: Smc100Axis): Promise<void> {
    return axis.readPosition();
  }

  readStates(
    axes: readonly Smc100Axis[],
  ): Promise<ReadonlyMap<Smc100Axis, AxisAnswer>> {
    return askEach(axes, async (axis) => {
      await axis.readStatus();
      return axis.isMoving;
    });
  }

  async readPositions(axes: readonly Smc100Axis[]): Promise<void> {
    for (const axis of axes) await axis.readPosition();
  }

  stop(axis: Smc100Axis): Promise<void> {
    return this.#stops.add(axis, undefined);
  }

  async #ask(query: string, signal?: AbortSignal): Promise<string> {
    return smc100Value(await this.#exchange.request(query, { signal }));
  }

  async #tell(command: string): Promise<void> {
    await this.#exchange.request(command, { hasReply: false });
  }

  /** All at once: one command without an address. Some: one command each. */
  async #sendStops(take: Take<Smc100Axis, void>): Promise<void> {
    const axes = [...take().keys()];
    const isAll = axes.length > 1 && axes.length === this.line.axes.length;
    const commands = isAll ? ['ST'] : axes.map(({ address }) => `${address}ST`);
    await Promise.all(
      commands.map((command) =>
        sendStop(this.#exchange, command, {
          hasReply: false,
          graceMs: POLITE_GRACE_MS,
        }),
      ),
    );
    // A box without power refuses a stop: that must not be taken for the refusal of the next command.
    for (const { address, isThere } of axes) {
      if (isThere) this.#ask(`${address}TE`).catch(() => {});
    }
  }
}
