import { BeamtimeError } from '../../../contract/errors.ts';
import { Parameter, type ParameterOptions } from './base.ts';

/** A parameter with a closed list of values. */
export interface SelectionOptions extends ParameterOptions<string> {
  readonly options: readonly string[];
}

/** One of a closed list, such as a shutter's `open` and `closed`. */
export class Selection extends Parameter<string> {
  readonly options: readonly string[];

  constructor(options: SelectionOptions) {
    super(options);
    this.options = options.options;
  }

  /** @throws BeamtimeError `selection`, with the list */
  override check(value: string): void {
    if (this.options.includes(value)) return;
    throw new BeamtimeError(
      'selection',
      `${this.name} cannot be "${value}". Choose ${this.options.join(', ')}.`,
      { detail: { value, options: this.options } },
    );
  }
}
