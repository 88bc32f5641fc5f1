import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { Exchange } from '../io/exchange.ts';
import type { RequestText } from '../io/job.ts';
import type { PortOpener } from '../io/types.ts';
import {
  askTogether,
  AxisLine,
  sendStop,
  thereAndGone,
  type AxisProtocol,
} from './axis-line.ts';
import type { AxisAnswer } from './axis-poller.ts';
import { GalilAxis, type GalilRegister } from './galil-axis.ts';
import type { GalilConfig } from './galil-config.ts';
import { galilFraming, numbersIn, REFUSED, REVISION } from './galil-framing.ts';
import { JoinedQuestions } from './joined-questions.ts';
import { Together, type Take } from './together.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
/** A request and its reply take this long on a serial line: a stop lets them finish. */
const SERIAL_GRACE_MS = 40;
/** Characters of a command. */
const LONGEST = 80;
const LETTERS = 'ABCDEFGH';
/** Stops all axes at once; programs in the controller go on. */
const ABORT_MOTION = 'AB 1';

/** A target in steps, and what withdraws it. */
interface Start {
  readonly steps: number;
  readonly signal: AbortSignal;
}

/** A Galil controller: one poll for all axes that move, one command for axes that begin or stop together. */
export class GalilController implements AxisProtocol<GalilAxis> {
  readonly line: AxisLine<GalilAxis>;
  readonly #exchange: Exchange;
  readonly #questions: JoinedQuestions;
  readonly #starts: Together<GalilAxis, Start>;
  readonly #stops: Together<GalilAxis, void>;
  readonly #graceMs: number | undefined;
  readonly #onStop: GalilConfig['onStop'];

  constructor(config: GalilConfig, context: DriverContext, line: PortOpener) {
    this.#exchange = new Exchange({
      opener: line,
      clock: context.clock,
      framing: galilFraming(),
      greeting: {
        probes: [REVISION],
        isAnswer: (reply) => reply !== REFUSED,
      },
      timeoutMs: TIMEOUT_MS,
    });
    this.#onStop = config.onStop;
    this.#graceMs = line.keepsBytes ? SERIAL_GRACE_MS : undefined;
    this.#questions = new JoinedQuestions(this.#exchange);
    this.#starts = new Together((take) => this.#startMoves(take));
    this.#stops = new Together((take) => this.#sendStops(take));
    // Before the axes ask anything. An echo does no harm, it only takes time.
    this.#exchange.onState(({ kind }) => {
      if (kind === 'connected') this.#exchange.request('EO0').catch(() => {});
    });
    this.line = new AxisLine(this.#exchange, this, context);
    this.line.add(config.axes, (name, fields, waysOf) => {
      const axis: GalilAxis = new GalilAxis(name, fields, context, {
        ...waysOf(() => axis),
        onStop: config.onStop,
        move: (steps, signal) =>
          this.#starts.add(axis, { steps, signal }, signal),
      });
      return axis;
    });
  }

  /** @throws BeamtimeError `device` with the controller's words when it is refused */
  async send(command: RequestText, signal?: AbortSignal): Promise<string> {
    let text = '';
    const compose = () => {
      const composed = typeof command === 'string' ? command : command();
      text = composed ?? '';
      return composed;
    };
    const reply = await this.#exchange.request(compose, { signal });
    if (reply === REFUSED) throw await this.#refused(text);
    return reply;
  }

  async read(axis: GalilAxis): Promise<void> {
    const { letter } = axis;
    const limits = await this.send(`MG _BL${letter},_FL${letter}`);
    const [lower = -Infinity, upper = Infinity] = numbersIn(limits);
    axis.takeLimits(lower, upper);
    await this.#look([axis]);
  }

  async readPosition(axis: GalilAxis): Promise<void> {
    this.#takePositions([axis], await this.#ask(positionQueries([axis])));
  }

  stop(axis: GalilAxis): Promise<void> {
    return this.#stops.add(axis, undefined);
  }

  /** One question for all. If it is refused, one by one: an axis that is not there must not hide the others. */
  readStates(
    axes: readonly GalilAxis[],
  ): Promise<ReadonlyMap<GalilAxis, AxisAnswer>> {
    return askTogether(axes, (some) => this.#look(some));
  }

  /** Reads states, then positions, in one request: where an axis stands is where it stood after it was done. */
  async #look(axes: readonly GalilAxis[]): Promise<void> {
    const [states = [], stopCodes = [], ...positions] = await this.#ask([
      `TS${letters(axes)}`,
      `SC${letters(axes)}`,
      ...positionQueries(axes),
    ]);
    // The state last: who is told "idle" finds the position.
    axes.forEach((axis, index) => {
      axis.isMoving = ((states[index] ?? 0) & 0x80) !== 0;
    });
    this.#takePositions(axes, positions);
    axes.forEach((axis, index) => {
      axis.takeStatus(states[index] ?? 0, stopCodes[index] ?? 0);
    });
  }

  /** The numbers of each answer, as many as were asked for: the framing sees to that. */
  async #ask(questions: readonly string[]): Promise<readonly number[][]> {
    const replies = await this.#questions.ask(questions);
    const refused = replies.indexOf(REFUSED);
    if (refused >= 0) throw await this.#refused(questions[refused] ?? '');
    return replies.map(numbersIn);
  }

  #takePositions(
    axes: readonly GalilAxis[],
    replies: readonly number[][],
  ): void {
    byRegister(axes).forEach((group, place) => {
      group.axes.forEach((axis, index) => {
        const count = replies[place]?.[index];
        if (count !== undefined) axis.takeCount(group.register, count);
      });
    });
  }

  /** First all targets, then one BG: an axis that is stopped in between does not begin. */
  async #startMoves(take: Take<GalilAxis, Start>): Promise<void> {
    let starts: readonly (readonly [GalilAxis, Start])[] = [];
    let further: readonly string[] = [];
    await this.send(() => {
      starts = [...take()];
      const [first = null, ...others] = targetCommands(starts);
      further = others;
      return first;
    });
    for (const command of further) await this.send(command);
    await this.send(() => {
      const wanted = starts.filter(([, { signal }]) => !signal.aborted);
      return wanted.length > 0
        ? `BG${letters(wanted.map(([axis]) => axis))}`
        : null;
    });
  }

  async #sendStops(take: Take<GalilAxis, void>): Promise<void> {
    const axes = [...take().keys()];
    const isAbort =
      this.#onStop === 'abort' && axes.length === this.line.axes.length;
    // A command with an axis that is not there is refused as a whole.
    const commands = isAbort
      ? [ABORT_MOTION]
      : thereAndGone(axes).map((group) => `ST${letters(group)}`);
    await Promise.all(
      commands.map(async (command) => {
        const reply = await sendStop(this.#exchange, command, {
          ...(this.#graceMs !== undefined && { graceMs: this.#graceMs }),
        });
        if (reply === REFUSED) throw await this.#refused(command);
      }),
    );
  }

  /** The code of the last refusal, in the controller's own words. A stop that pushes the question aside leaves it a refusal. */
  async #refused(command: string): Promise<BeamtimeError> {
    const reply = await this.#exchange
      .request('TC1')
      .catch((error: unknown) => {
        if (!isBeamtimeError(error, 'stopped')) throw error;
        return '0 a stop came before it could say why';
      });
    const [, code = '0', words = ''] = /^(\d+)\s*(.*)$/.exec(reply) ?? [];
    return new BeamtimeError(
      'device',
      `The Galil controller at ${this.#exchange.address} refused "${command}": ${words || `code ${code}`}.`,
      { detail: { command, reply, code: Number(code) } },
    );
  }
}

function positionQueries(axes: readonly GalilAxis[]): readonly string[] {
  return byRegister(axes).map(
    (group) => `${group.register}${letters(group.axes)}`,
  );
}

/** The axes that are asked for each register, without empty groups. */
function byRegister(axes: readonly GalilAxis[]) {
  const registers: readonly GalilRegister[] = ['RP', 'TD', 'TP'];
  return registers
    .map((register) => ({
      register,
      axes: axes.filter(({ registers }) => registers.includes(register)),
    }))
    .filter((group) => group.axes.length > 0);
}

function letters(axes: readonly GalilAxis[]): string {
  return axes.map(({ letter }) => letter).join('');
}

/** `PA 1000,,-500`, in several commands where one would be too long. */
function targetCommands(
  starts: readonly (readonly [GalilAxis, Start])[],
): readonly string[] {
  const command = (some: typeof starts) => {
    const places = Array.from(LETTERS, (letter) => {
      const start = some.find(([axis]) => axis.letter === letter);
      return start ? String(start[1].steps) : '';
    });
    return `PA ${places.join(',').replace(/,+$/, '')}`;
  };
  if (starts.length === 0) return [];
  const whole = command(starts);
  if (whole.length <= LONGEST) return [whole];
  const half = Math.ceil(starts.length / 2);
  return [starts.slice(0, half), starts.slice(half)].map(command);
}
