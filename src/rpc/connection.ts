import {
  BeamtimeError,
  isBeamtimeError,
  toReport,
} from '../contract/errors.ts';
import { problemsOf, sentenceFor } from './sentences.ts';
import type { CallContext, ContractShape, Port } from './types.ts';
import { readClientMessage, type ServerMessage } from './wire.ts';

export interface ConnectionFacts<P> {
  readonly port: Port;
  readonly peer: P;
  readonly contract: ContractShape;
  readonly handlers: Readonly<
    Record<string, (input: unknown, context: CallContext<P>) => unknown>
  >;
  readonly backlogBytes: number;
  readonly callsAtOnce: number;
  readonly authorise: (name: string, peer: P) => void;
  readonly onFault: (error: unknown, where: string) => void;
  readonly onGone: (reason: string) => void;
}

/** One peer of a server: checks and runs its calls, and sends it events as long as it takes them. */
export class Connection<P> {
  readonly #facts: ConnectionFacts<P>;
  readonly #calls = new Map<number, AbortController>();

  constructor(facts: ConnectionFacts<P>) {
    this.#facts = facts;
    facts.port.onClosed((reason) => {
      const error = new BeamtimeError(
        'port-closed',
        `The caller is gone: ${reason}`,
      );
      for (const call of this.#calls.values()) call.abort(error);
      this.#calls.clear();
      facts.onGone(reason);
    });
    facts.port.listen((raw) => this.#receive(raw));
  }

  event(name: string, payload: unknown, revision: number): void {
    if (!this.#isSlow()) this.#post({ type: 'event', name, payload, revision });
  }

  heartbeat(revision: number): void {
    if (!this.#isSlow()) this.#post({ type: 'revision', revision });
  }

  close(): void {
    this.#facts.port.close();
  }

  #isSlow(): boolean {
    return this.#facts.port.bufferedBytes() > this.#facts.backlogBytes;
  }

  #receive(raw: unknown): void {
    const received = readClientMessage(raw);
    if ('problem' in received) {
      if (received.id !== null) {
        this.#refuse(
          received.id,
          new BeamtimeError(
            'bad-input',
            `A message was not understood. ${received.problem}`,
          ),
        );
      }
      return;
    }
    const { message } = received;
    if (message.type === 'cancel') {
      this.#calls
        .get(message.id)
        ?.abort(new BeamtimeError('aborted', 'The caller cancelled the call.'));
    } else {
      this.#call(message.id, message.name, message.input);
    }
  }

  #call(id: number, name: string, input: unknown): void {
    let checked: unknown;
    try {
      checked = this.#checkedInput(id, name, input);
    } catch (error) {
      this.#refuse(id, error);
      return;
    }
    const call = new AbortController();
    this.#calls.set(id, call);
    try {
      const context = { peer: this.#facts.peer, signal: call.signal };
      const answer = this.#facts.handlers[name]?.(checked, context);
      // An answer that is there at once goes out at once, before any event that follows.
      if (!isPromise(answer)) {
        this.#answer(id, name, answer);
        return;
      }
      answer.then(
        (output) => this.#answer(id, name, output),
        (error: unknown) => this.#fail(id, name, error),
      );
    } catch (error) {
      this.#fail(id, name, error);
    }
  }

  #checkedInput(id: number, name: string, input: unknown): unknown {
    const { contract, callsAtOnce, authorise, peer } = this.#facts;
    const method = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (method?.kind !== 'method') {
      throw new BeamtimeError(
        'unknown-method',
        `The station knows no call '${name.slice(0, 64)}'. Use the same version of Beamtime on both sides.`,
      );
    }
    if (this.#calls.has(id)) {
      throw new BeamtimeError(
        'bad-input',
        `The call ${id} is still open; its number cannot be used again.`,
      );
    }
    if (this.#calls.size >= callsAtOnce) {
      throw new BeamtimeError(
        'busy',
        `${callsAtOnce} calls of this client are still open. Wait for answers first.`,
      );
    }
    authorise(name, peer);
    const checked = method.input.safeParse(input, { error: sentenceFor });
    if (checked.success) return checked.data;
    const problems = problemsOf(checked.error.issues);
    throw new BeamtimeError(
      'bad-input',
      `${name} was refused. ${problems.map((problem) => problem.message).join(' ')}`,
      { problems },
    );
  }

  #answer(id: number, name: string, output: unknown): void {
    if (!this.#calls.delete(id)) return;
    const method = this.#facts.contract[name];
    if (method?.kind !== 'method') return;
    const checked = method.output.safeParse(output, { error: sentenceFor });
    if (checked.success) {
      try {
        this.#post({ type: 'answer', id, output: checked.data });
        return;
      } catch (error) {
        this.#facts.onFault(error, name);
      }
    } else {
      this.#facts.onFault(checked.error, name);
    }
    this.#refuse(
      id,
      new BeamtimeError(
        'internal',
        `The station's answer to ${name} was not as agreed. This is a fault of the program; please report it.`,
        checked.success ? {} : { problems: problemsOf(checked.error.issues) },
      ),
    );
  }

  #fail(id: number, name: string, error: unknown): void {
    this.#calls.delete(id);
    if (!isBeamtimeError(error)) this.#facts.onFault(error, name);
    this.#refuse(id, error);
  }

  #refuse(id: number, error: unknown): void {
    const report = toReport(error);
    try {
      this.#post({ type: 'refusal', id, error: report });
    } catch {
      // Details that no wire carries (a function, a socket) are left behind; the caller must not wait for ever.
      this.#post({
        type: 'refusal',
        id,
        error: { code: report.code, message: report.message },
      });
    }
  }

  #post(message: ServerMessage): void {
    this.#facts.port.post(message);
  }
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
