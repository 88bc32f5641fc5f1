import { BeamtimeError } from '../../contract/errors.ts';
import type { Exchange } from '../io/exchange.ts';
import type { RequestText } from '../io/job.ts';
import { GCS, gcsErrorInWords, gcsRefusal, isOfMotion } from './gcs2-errors.ts';
import { JOINT, LIST_AXES } from './gcs2-framing.ts';

/** A query and the axes it is for: `POS?` of 1 and 2. */
export interface GcsQuestion {
  readonly query: string;
  readonly axes: readonly string[];
}

/** What came back: the value of each axis by query and axis, and the error that motions have come to since the last time. */
export interface GcsAnswer {
  value(query: string, axis: string): string | undefined;
  readonly code: number;
}

/** Asks a GCS controller so that every request is answered, whatever it refuses. */
export class GcsQuestions {
  readonly #exchange: Exchange;
  readonly #onForeign: (text: string) => void;
  #ofMotion: number = GCS.none;

  /** `onForeign` is told in a sentence of errors that nothing from here has led to. */
  constructor(exchange: Exchange, onForeign: (text: string) => void) {
    this.#exchange = exchange;
    this.#onForeign = onForeign;
  }

  /**
   * Sends set commands. The error that the controller had before is put aside: it is not theirs. A text of null is
   * not needed any more.
   *
   * @throws BeamtimeError `device`, `state`, `limit`, `stopped` when it is refused
   */
  async send(command: RequestText, signal?: AbortSignal): Promise<void> {
    const sent: string[] = [];
    const reply = await this.#exchange.request(
      () => {
        const text = typeof command === 'string' ? command : command();
        if (text === null) return null;
        sent.push(text);
        return ['ERR?', text, 'ERR?'].join(JOINT);
      },
      { signal },
    );
    const [text] = sent;
    if (text === undefined) return;
    const [before, after] = reply.split('\n').map(Number);
    this.#keep(before);
    if (after !== GCS.none) {
      throw gcsRefusal(after ?? NaN, text, this.#exchange.address);
    }
  }

  /**
   * Asks several questions in one request.
   *
   * @throws BeamtimeError `device`, `state` when one of them is refused; `protocol`
   */
  async ask(questions: readonly GcsQuestion[]): Promise<GcsAnswer> {
    const text = questions.flatMap(toCommands).join(JOINT);
    const { lines, code } = await this.#ask(text);
    const expected = questions.flatMap(({ query, axes }) =>
      axes.map((axis) => ({ query, axis })),
    );
    const values = new Map<string, string>();
    for (const [index, { query, axis }] of expected.entries()) {
      const value = valueOf(lines[index], axis);
      if (lines.length !== expected.length || value === undefined) {
        throw this.#notAnswered(text, code);
      }
      values.set(`${query} ${axis}`, value);
    }
    this.#keep(code);
    const ofMotion = this.#ofMotion;
    this.#ofMotion = GCS.none;
    return {
      code: ofMotion,
      value: (query, axis) => values.get(`${query} ${axis}`),
    };
  }

  /** Asks what not every controller knows; undefined = it does not. */
  async tryToAsk(query: string, axis: string): Promise<string | undefined> {
    const [text = ''] = toCommands({ query, axes: [axis] });
    const { lines, code } = await this.#ask(text);
    if (code === GCS.starting) {
      throw gcsRefusal(code, text, this.#exchange.address);
    }
    return valueOf(lines[0], axis);
  }

  /** The names of all its axes, in the order of its bits. */
  async axes(): Promise<readonly string[]> {
    const reply = await this.#exchange.request(LIST_AXES);
    return reply.split('\n').slice(0, -1);
  }

  async #ask(text: string): Promise<{ lines: string[]; code: number }> {
    const reply = await this.#exchange.request(`${text}${JOINT}ERR?`);
    const lines = reply.split('\n');
    return { code: Number(lines.pop()), lines };
  }

  /** Positions, as plain numbers in text. @throws BeamtimeError `timeout` also when it is refused */
  async positions(
    axes: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const reply = await this.#exchange.request(`POS? ${axes.join(' ')}`);
    return new Map(
      reply.split('\n').map((line) => {
        const [axis = '', value = ''] = line.split('=');
        return [axis, value.trim()];
      }),
    );
  }

  /** The error of a motion belongs to the axis that is found not to be there. Another one is somebody else's. */
  #keep(code: number | undefined): void {
    if (code === undefined || code === GCS.none) return;
    if (isOfMotion(code)) {
      this.#ofMotion = code;
      return;
    }
    this.#onForeign(
      `The PI controller at ${this.#exchange.address} had an error that no command from here has led to: ${gcsErrorInWords(code)}.`,
    );
  }

  #notAnswered(text: string, code: number): BeamtimeError {
    const { address } = this.#exchange;
    if (code !== GCS.none) return gcsRefusal(code, text, address);
    return new BeamtimeError(
      'protocol',
      `The PI controller at ${address} did not answer all of "${text}". Are the axes named as the controller names them?`,
    );
  }
}

/** One command for several axes; registers are asked one by one. */
function toCommands({ query, axes }: GcsQuestion): readonly string[] {
  if (axes.length === 0) return [];
  return query === 'SRG?'
    ? axes.map((axis) => `SRG? ${axis} 1`)
    : [`${query} ${axes.join(' ')}`];
}

/** What stands behind `1=`, or behind `1 1=`. */
function valueOf(line: string | undefined, axis: string): string | undefined {
  const [, name, value] = /^(\S+)(?: \S+)?=(.*)$/.exec(line ?? '') ?? [];
  return name === axis ? value?.trim() : undefined;
}
