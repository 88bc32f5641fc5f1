import { BeamtimeError } from '../../contract/errors.ts';
import { Exchange } from '../io/exchange.ts';
import type { PortOpener } from '../io/types.ts';
import {
  askTogether,
  AxisLine,
  sendStop,
  thereAndGone,
  type AxisProtocol,
} from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { inUnits } from './controller-axis.ts';
import { Gcs2Axis } from './gcs2-axis.ts';
import type { Gcs2Config } from './gcs2-config.ts';
import { GCS } from './gcs2-errors.ts';
import {
  gcs2Framing,
  IDENTITY,
  isIdentity,
  JOINT,
  MOTION_REQUEST,
  STOP_ALL,
} from './gcs2-framing.ts';
import { GcsQuestions } from './gcs2-questions.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
/** What is looked at when an axis stands, where the controller knows it. */
const LOOKS = ['POS?', 'ONT?', 'SVO?', 'FRF?', 'SRG?'] as const;
/** What is asked once, when an axis is found: what it can do, and how far. */
const ABILITIES = [
  'SVO?',
  'ONT?',
  'FRF?',
  'RON?',
  'TRS?',
  'LIM?',
  'TMN?',
  'TMX?',
  'VEL?',
  'ACC?',
  'DEC?',
  'SRG?',
] as const;

/** A PI controller: one connection, one byte that asks which of its axes move, one command for axes that start together. */
export class Gcs2Controller implements AxisProtocol<Gcs2Axis> {
  readonly line: AxisLine<Gcs2Axis>;
  readonly #exchange: Exchange;
  readonly #questions: GcsQuestions;
  readonly #moves: Together<Gcs2Axis, number>;
  readonly #stops: Together<Gcs2Axis, void>;
  readonly #onStop: Gcs2Config['onStop'];
  readonly #log: (text: string) => void;
  /** All axes of the controller, in the order of its bits. */
  #order: readonly string[] = [];

  constructor(config: Gcs2Config, context: DriverContext, line: PortOpener) {
    this.#exchange = new Exchange({
      opener: line,
      clock: context.clock,
      framing: gcs2Framing(),
      timeoutMs: TIMEOUT_MS,
      greeting: { probes: [IDENTITY], isAnswer: isIdentity, drains: true },
    });
    this.#onStop = config.onStop;
    this.#log = (text) => context.log('warning', text);
    this.#questions = new GcsQuestions(this.#exchange, this.#log);
    this.#moves = new Together((take) => this.#startMoves(take));
    this.#stops = new Together((take) => this.#sendStops(take));
    this.line = new AxisLine(this.#exchange, this, context);
    this.line.add(config.axes, (name, fields, waysOf) => {
      const axis: Gcs2Axis = new Gcs2Axis(name, fields, context, {
        ...waysOf(() => axis),
        onStop: config.onStop,
        move: (dial, signal) => this.#moves.add(axis, dial, signal),
      });
      return axis;
    });
  }

  send(command: string, signal?: AbortSignal): Promise<void> {
    return this.#questions.send(command, signal);
  }

  async meet(axis: Gcs2Axis): Promise<void> {
    const { id, name } = axis;
    this.#order = await this.#questions.axes();
    if (!this.#order.includes(id)) {
      throw new BeamtimeError(
        'device',
        `The PI controller at ${this.#exchange.address} has no axis "${id}" for ${name}; it has ${this.#order.join(', ')}. Correct its address in the beamline file.`,
      );
    }
    const answers = new Map<string, string>();
    for (const query of ABILITIES) {
      const answer = await this.#questions.tryToAsk(query, id);
      if (answer !== undefined) answers.set(query, answer);
    }
    axis.learn(answers);
  }

  async read(axis: Gcs2Axis): Promise<void> {
    await this.readStates([axis]);
    await this.readPositions([axis]);
  }

  readPosition(axis: Gcs2Axis): Promise<void> {
    return this.#askPositions([axis]);
  }

  /** One byte says which of them move. Those that stand are looked at, in one request. */
  async readStates(
    axes: readonly Gcs2Axis[],
  ): Promise<ReadonlyMap<Gcs2Axis, AxisAnswer>> {
    const moving = await this.#whichMove();
    const standing: Gcs2Axis[] = [];
    for (const axis of axes) {
      if (moving.has(axis.id)) axis.takeMotion();
      else standing.push(axis);
    }
    const answers = new Map<Gcs2Axis, AxisAnswer>(
      axes.map((axis) => [axis, true]),
    );
    if (standing.length === 0) return answers;
    return new Map([...answers, ...(await this.#lookAll(standing))]);
  }

  /** Of those that stand, it came with the look. */
  async readPositions(axes: readonly Gcs2Axis[]): Promise<void> {
    const moving = axes.filter((axis) => axis.isMoving);
    if (moving.length > 0) await this.#askPositions(moving);
  }

  stop(axis: Gcs2Axis): Promise<void> {
    return this.#stops.add(axis, undefined);
  }

  async #whichMove(): Promise<ReadonlySet<string>> {
    const mask = Number.parseInt(
      await this.#exchange.request(MOTION_REQUEST),
      16,
    );
    return new Set(
      this.#order.filter((_, bit) => Math.floor(mask / 2 ** bit) % 2 === 1),
    );
  }

  /** If the controller refuses a question for all, one by one: an axis that is gone must not hide the others. */
  #lookAll(
    axes: readonly Gcs2Axis[],
  ): Promise<ReadonlyMap<Gcs2Axis, AxisAnswer>> {
    return askTogether(axes, (some) => this.#look(some));
  }

  async #look(axes: readonly Gcs2Axis[]): Promise<void> {
    const answer = await this.#questions.ask(
      LOOKS.map((query) => ({
        query,
        axes: axes
          .filter((axis) => query === 'POS?' || axis.knows(query))
          .map(({ id }) => id),
      })),
    );
    for (const axis of axes) {
      axis.takeLook((query) => answer.value(query, axis.id), answer.code);
    }
  }

  async #askPositions(axes: readonly Gcs2Axis[]): Promise<void> {
    const positions = await this.#questions.positions(axes.map(({ id }) => id));
    for (const axis of axes) axis.takePosition(positions.get(axis.id));
  }

  #startMoves(take: Take<Gcs2Axis, number>): Promise<void> {
    return this.#questions.send(() => {
      const moves = [...take()].map(([{ id }, to]) => `${id} ${inUnits(to)}`);
      return moves.length > 0 ? `MOV ${moves.join(' ')}` : null;
    });
  }

  async #sendStops(take: Take<Gcs2Axis, void>): Promise<void> {
    const axes = [...take().keys()];
    const isAll = axes.length === this.line.axes.length;
    await (isAll && this.#onStop === 'abort'
      ? this.#abortAll()
      : Promise.all(thereAndGone(axes).map((group) => this.#halt(group))));
  }

  /** With their ramps. Not every controller knows how: better all of its axes at once than none. */
  async #halt(axes: readonly Gcs2Axis[]): Promise<void> {
    const command = `HLT ${axes.map(({ id }) => id).join(' ')}`;
    const said = await sendStop(this.#exchange, [command, 'ERR?'].join(JOINT));
    if (Number(said) !== GCS.unknownCommand) return;
    this.#log(
      `The PI controller at ${this.#exchange.address} does not know HLT: all of its axes were stopped at once, without ramps.`,
    );
    await this.#abortAll();
  }

  /** One byte, heard whatever the controller does. The error 10 that it leaves is forgotten with the next question. */
  async #abortAll(): Promise<void> {
    await sendStop(this.#exchange, STOP_ALL, { hasReply: false });
  }
}
