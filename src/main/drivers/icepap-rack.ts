import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { Exchange } from '../io/exchange.ts';
import type { RequestText } from '../io/job.ts';
import type { PortOpener } from '../io/types.ts';
import {
  askEach,
  AxisLine,
  sendStop,
  thereAndGone,
  type AxisProtocol,
} from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { IcepapAxis } from './icepap-axis.ts';
import type { IcepapConfig } from './icepap-config.ts';
import { icepapFraming } from './icepap-framing.ts';
import { readStatusWord } from './icepap-status.ts';
import { wholeNumber } from './icepap-words.ts';
import { JoinedQuestions } from './joined-questions.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
const STOPS = { ramp: '#STOP', abort: '#ABORT' } as const;

/** An IcePAP system: one connection, one poll for all axes that move, one command for axes that start or stop together. */
export class IcepapRack implements AxisProtocol<IcepapAxis> {
  readonly line: AxisLine<IcepapAxis>;
  readonly #exchange: Exchange;
  readonly #moves: Together<IcepapAxis, number>;
  readonly #stops: Together<IcepapAxis, void>;
  readonly #questions: JoinedQuestions;

  constructor(config: IcepapConfig, context: DriverContext, line: PortOpener) {
    this.#exchange = new Exchange({
      opener: line,
      clock: context.clock,
      framing: icepapFraming(),
      greeting: {
        probes: ['?VER'],
        isAnswer: (reply) => reply.startsWith('?VER'),
      },
      timeoutMs: TIMEOUT_MS,
    });
    this.#questions = new JoinedQuestions(this.#exchange);
    this.#moves = new Together((take) => this.#startMoves(take));
    this.#stops = new Together((take) => this.#sendStop(take));
    this.line = new AxisLine(this.#exchange, this, context);
    this.line.add(config.axes, (name, fields, waysOf) => {
      const axis: IcepapAxis = new IcepapAxis(name, fields, context, {
        ...waysOf(() => axis),
        send: (command, signal) => this.send(command, signal),
        move: (steps, signal) => this.#moves.add(axis, steps, signal),
      });
      return axis;
    });
  }

  async send(
    command: RequestText,
    signal?: AbortSignal,
  ): Promise<readonly string[]> {
    return toWords(
      await this.#exchange.request(command, { signal }),
      this.#exchange.address,
    );
  }

  read(axis: IcepapAxis): Promise<void> {
    return this.#look([axis]);
  }

  stop(axis: IcepapAxis): Promise<void> {
    return this.#stops.add(axis, undefined);
  }

  /** One question for all. If the rack refuses it, one by one: a board that is gone must not hide the others. */
  async readStates(
    axes: readonly IcepapAxis[],
  ): Promise<ReadonlyMap<IcepapAxis, AxisAnswer>> {
    try {
      await this.#look(axes);
      return new Map(axes.map((axis) => [axis, axis.isMoving]));
    } catch (error) {
      if (!isBeamtimeError(error, 'device') || axes.length === 1) throw error;
    }
    return askEach(axes, async (axis) => {
      await this.#look([axis]);
      return axis.isMoving;
    });
  }

  /** Reads states, then positions, in one request: where an axis stands is where it stood after it was done. */
  async #look(axes: readonly IcepapAxis[]): Promise<void> {
    const groups = byRegister(axes);
    const [states, ...positions] = await this.#questions.ask([
      `?FSTATUS ${addresses(axes)}`,
      ...groups.map(({ query }) => query),
    ]);
    const words = toWords(states ?? '', this.#exchange.address);
    const said = axes.map((_, index) =>
      readStatusWord(wholeNumber(words[index], '?FSTATUS')),
    );
    const steps = groups.map((group, index) =>
      this.#stepsOf(group.axes, positions[index] ?? ''),
    );
    // What they say is taken in when all of it is understood, the state last: who is told "idle" finds the position.
    axes.forEach((axis, index) => {
      axis.isMoving = said[index]?.isMoving ?? axis.isMoving;
    });
    groups.forEach(({ register }, index) => {
      for (const [axis, count] of steps[index] ?? [])
        axis.takeSteps(register, count);
    });
    axes.forEach((axis, index) => {
      const status = said[index];
      if (status) axis.takeStatus(status);
    });
  }

  async readPosition(axis: IcepapAxis): Promise<void> {
    for (const { axes, query, register } of byRegister([axis])) {
      const reply = await this.#exchange.request(query);
      for (const [, steps] of this.#stepsOf(axes, reply))
        axis.takeSteps(register, steps);
    }
  }

  #stepsOf(
    axes: readonly IcepapAxis[],
    reply: string,
  ): (readonly [IcepapAxis, number])[] {
    const words = toWords(reply, this.#exchange.address);
    return axes.map((axis, index) => [
      axis,
      wholeNumber(words[index], '?FPOS'),
    ]);
  }

  async #startMoves(take: Take<IcepapAxis, number>): Promise<void> {
    await this.send(() => {
      const moves = [...take()].map(
        ([{ address }, steps]) => `${address} ${steps}`,
      );
      return moves.length > 0 ? `#MOVE ${moves.join(' ')}` : null;
    });
  }

  async #sendStop(take: Take<IcepapAxis, void>): Promise<void> {
    const axes = [...take().keys()];
    const commands = (['ramp', 'abort'] as const).flatMap((way) =>
      // The rack refuses a command with a board that is gone.
      thereAndGone(axes.filter(({ onStop }) => onStop === way)).map(
        (group) => `${STOPS[way]} ${addresses(group)}`,
      ),
    );
    await Promise.all(commands.map((command) => this.#tellToStop(command)));
  }

  async #tellToStop(command: string): Promise<void> {
    const reply = await sendStop(this.#exchange, command);
    if (reply !== undefined) toWords(reply, this.#exchange.address);
  }
}

/** Position queries: one for the axes that show the steps sent, one for those whose encoder is looked at. */
function byRegister(axes: readonly IcepapAxis[]) {
  const groups = [
    {
      register: 'axis' as const,
      axes: axes.filter(({ readback }) => readback === 'axis'),
      query: '?FPOS ',
    },
    {
      register: 'measure' as const,
      axes: axes.filter(({ hasEncoder }) => hasEncoder),
      query: '?FPOS MEASURE ',
    },
  ];
  return groups
    .filter((group) => group.axes.length > 0)
    .map((group) => ({ ...group, query: group.query + addresses(group.axes) }));
}

function addresses(axes: readonly IcepapAxis[]): string {
  return axes.map(({ address }) => address).join(' ');
}

/** What follows the command word of a reply. */
function toWords(reply: string, address: string): readonly string[] {
  const [command, ...words] = reply.trim().split(/\s+/);
  if (words[0] !== 'ERROR') return words;
  throw new BeamtimeError(
    'device',
    `The IcePAP at ${address} refused ${command ?? 'a command'}: ${words.slice(1).join(' ')}.`,
    { detail: { reply } },
  );
}
