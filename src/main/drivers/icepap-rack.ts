import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { Device } from '../device/types.ts';
import { Exchange } from '../io/exchange.ts';
import type { RequestText } from '../io/job.ts';
import type { PortOpener } from '../io/types.ts';
import { AxisLine } from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { IcepapAxis } from './icepap-axis.ts';
import type { IcepapConfig } from './icepap-config.ts';
import { icepapFraming } from './icepap-framing.ts';
import { readStatusWord } from './icepap-status.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext, Instrument } from './types.ts';

const TIMEOUT_MS = 1_000;
const MOST_UNJOINED = 2;

/** An IcePAP system: one connection, one poll for all axes that move, one command for axes that start or stop together. */
export class IcepapRack implements Instrument {
  readonly devices: readonly Device[];
  readonly #exchange: Exchange;
  readonly #line: AxisLine<IcepapAxis>;
  readonly #moves: Together<IcepapAxis, number>;
  readonly #stops: Together<IcepapAxis, void>;
  /** Times, one after the other, that joined questions were not answered and single ones were. */
  #unjoined = 0;

  constructor(config: IcepapConfig, context: DriverContext, line: PortOpener) {
    const { clock } = context;
    this.#exchange = new Exchange({
      opener: line,
      clock,
      framing: icepapFraming(),
      greeting: {
        probes: ['?VER'],
        isAnswer: (reply) => reply.startsWith('?VER'),
      },
      timeoutMs: TIMEOUT_MS,
    });
    this.#moves = new Together((take) => this.#startMoves(take));
    this.#stops = new Together((take) => this.#sendStop(take));
    const axes = Object.entries(config.axes).map(
      ([name, axis]) =>
        new IcepapAxis(name, axis, context, {
          start: (self, steps, signal) => this.#moves.add(self, steps, signal),
          untilStanding: (self, expectedMs) =>
            this.#line.untilStanding(self, expectedMs),
          readPosition: (self) => this.#readPosition(self),
          stop: (self) => this.#stops.add(self, undefined),
          traffic: () => this.#exchange.traffic(),
        }),
    );
    this.devices = axes.map((axis) => axis.motor);
    this.#line = new AxisLine(
      this.#exchange,
      axes,
      {
        send: (command) => this.#ask(command),
        read: (axis) => this.#look([axis]),
        readStates: (some) => this.#readStates(some),
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

  /** One question for all. If the rack refuses it, one by one: a board that is gone must not hide the others. */
  async #readStates(
    axes: readonly IcepapAxis[],
  ): Promise<ReadonlyMap<IcepapAxis, AxisAnswer>> {
    const answers = new Map<IcepapAxis, AxisAnswer>();
    try {
      await this.#look(axes);
      for (const axis of axes) answers.set(axis, axis.isMoving);
      return answers;
    } catch (error) {
      if (!isBeamtimeError(error, 'device') || axes.length === 1) throw error;
    }
    for (const axis of axes) {
      try {
        await this.#look([axis]);
        answers.set(axis, axis.isMoving);
      } catch (error) {
        if (!isBeamtimeError(error)) throw error;
        answers.set(axis, error);
      }
    }
    return answers;
  }

  /** Reads states, then positions, in one request: where an axis stands is where it stood after it was done. */
  async #look(axes: readonly IcepapAxis[]): Promise<void> {
    const groups = byRegister(axes);
    const queries = groups.map(({ query }) => query);
    const [states, ...positions] = await this.#askAll([
      `?FSTATUS ${addresses(axes)}`,
      ...queries,
    ]);
    const words = toWords(states ?? '', this.#exchange.address);
    const steps = new Map(
      groups.flatMap((group, index) =>
        this.#stepsOf(group.axes, positions[index] ?? ''),
      ),
    );
    axes.forEach((axis, index) => {
      const word = wholeNumber(words[index], '?FSTATUS');
      axis.take(readStatusWord(word), steps.get(axis) ?? NaN);
    });
  }

  /** Several questions in one request; one by one where the rack answers the first only, as older ones may. */
  async #askAll(queries: readonly string[]): Promise<readonly string[]> {
    if (this.#unjoined < MOST_UNJOINED) {
      try {
        const reply = await this.#exchange.request(queries.join(';'));
        this.#unjoined = 0;
        return reply.split('\n');
      } catch (error) {
        if (!isBeamtimeError(error, 'timeout')) throw error;
      }
    }
    const replies: string[] = [];
    for (const query of queries) {
      replies.push(await this.#exchange.request(query));
    }
    this.#unjoined += 1;
    return replies;
  }

  async #readPosition(axis: IcepapAxis): Promise<void> {
    for (const { axes, query } of byRegister([axis])) {
      const reply = await this.#exchange.request(query);
      for (const [, steps] of this.#stepsOf(axes, reply)) axis.takeSteps(steps);
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
    await this.#ask(() => {
      const moves = [...take()].map(
        ([{ address }, steps]) => `${address} ${steps}`,
      );
      return moves.length > 0 ? `#MOVE ${moves.join(' ')}` : null;
    });
  }

  async #sendStop(take: Take<IcepapAxis, void>): Promise<void> {
    const axes = [...take().keys()];
    // The rack refuses a command with a board that is gone: those that are there do not wait for that.
    const there = axes.filter((axis) => axis.isThere);
    const gone = axes.filter((axis) => !axis.isThere);
    const groups = there.length > 0 && gone.length > 0 ? [there, gone] : [axes];
    await Promise.all(groups.map((group) => this.#stopTogether(group)));
  }

  async #stopTogether(axes: readonly IcepapAxis[]): Promise<void> {
    const command = `#STOP ${addresses(axes)}`;
    try {
      toWords(await this.#exchange.urgent(command), this.#exchange.address);
    } catch (error) {
      // Another stop went out over this one; it is out all the same, and the axes are watched until they stand.
      if (!isBeamtimeError(error, 'stopped')) throw error;
    }
  }

  async #ask(command: RequestText): Promise<readonly string[]> {
    return toWords(
      await this.#exchange.request(command),
      this.#exchange.address,
    );
  }
}

/** Position queries: one for the axes that show the steps sent, one for those that show their encoder. */
function byRegister(axes: readonly IcepapAxis[]) {
  return (['axis', 'measure'] as const)
    .map((register) => ({
      axes: axes.filter(({ readback }) => readback === register),
      query: register === 'measure' ? '?FPOS MEASURE ' : '?FPOS ',
    }))
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

function wholeNumber(word: string | undefined, query: string): number {
  const value = Number(word);
  if (word !== undefined && Number.isInteger(value)) return value;
  throw new BeamtimeError(
    'protocol',
    `The IcePAP answered ${query} with "${word ?? ''}" instead of a whole number. Is the firmware a known one?`,
  );
}
