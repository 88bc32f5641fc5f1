import { BeamtimeError } from '../../../contract/errors.ts';
import { Parameter, type ParameterOptions } from './base.ts';

/** One of a closed list, announced by the hardware and never set from outside. */
export class State extends Parameter<string> {
  readonly states: readonly string[];

  constructor(
    options: Omit<ParameterOptions<string>, 'set' | 'rule'> & {
      readonly states: readonly string[];
      readonly initial: string;
    },
  ) {
    super(options);
    this.states = options.states;
    this.update(options.initial);
  }

  get value(): string {
    return this.last?.value ?? '';
  }

  /** @throws BeamtimeError `internal` for a state that is not in the list: a driver's mistake */
  override update(value: string): void {
    if (!this.states.includes(value)) {
      throw new BeamtimeError(
        'internal',
        `${this.name} has no state "${value}", only ${this.states.join(', ')}.`,
      );
    }
    super.update(value);
  }
}

/** The states of `state` in which something may begin (`source`) and end (`target`); left out = any. */
export class StateRule {
  readonly #state: State;
  readonly #source: readonly string[] | undefined;
  readonly #target: readonly string[] | undefined;

  constructor(
    state: State,
    rule: { source?: readonly string[]; target?: readonly string[] },
  ) {
    this.#state = state;
    this.#source = rule.source;
    this.#target = rule.target;
  }

  /** @throws BeamtimeError `transition` when it may not begin now */
  assertSource(what: string): void {
    if (!this.#source || this.#source.includes(this.#state.value)) return;
    throw new BeamtimeError(
      'transition',
      `${what} cannot be changed while ${this.#state.name} is ${this.#state.value}. Wait until it is ${this.#source.join(' or ')}.`,
    );
  }

  /** @throws BeamtimeError `transition` when it ended in a state where it must not end */
  assertTarget(what: string): void {
    if (!this.#target || this.#target.includes(this.#state.value)) return;
    throw new BeamtimeError(
      'transition',
      `${what} was changed, but ${this.#state.name} is now ${this.#state.value} instead of ${this.#target.join(' or ')}. Look at the device.`,
    );
  }
}
