import type { Parameter } from './parameters/base.ts';
import type { Quantity } from './parameters/quantity.ts';
import type { Selection } from './parameters/selection.ts';
import type { State } from './parameters/state.ts';

export { Parameter } from './parameters/base.ts';
export type {
  ParameterOptions,
  ParameterValue,
  ParameterWait,
  Reading,
} from './parameters/base.ts';
export { Quantity } from './parameters/quantity.ts';
export type { Dial, QuantityOptions } from './parameters/quantity.ts';
export { Selection } from './parameters/selection.ts';
export type { SelectionOptions } from './parameters/selection.ts';
export { State, StateRule } from './parameters/state.ts';

/** Any parameter; `instanceof` tells which kind. Numbers are quantities, if without a unit. */
export type AnyParameter = Parameter<string> | Quantity | Selection | State;
