import { compileExpression } from '../device/expression.ts';
import { namesIn } from './axis-config.ts';
import {
  pseudoAxisConfig,
  type PseudoAxisConfig,
} from './pseudo-axis-config.ts';
import { PseudoAxes } from './pseudo-axes.ts';
import { defineDriver, type NamedPlace } from './types.ts';

/** Axes that are made of others by formulas: gap and centre of a slit, energy of a monochromator. */
export const pseudoAxis = defineDriver({
  name: 'pseudo-axis',
  title: 'Axes made of other axes',
  config: pseudoAxisConfig,
  needsLine: false,
  names: (config) => namesIn('axes', config.axes),
  uses,
  create: (config, context) => new PseudoAxes(config, context),
});

function uses({ axes }: PseudoAxisConfig): NamedPlace[] {
  return Object.entries(axes).flatMap(([name, { value, moves }]) => [
    ...namesOf(value).map((used) => ({
      name: used,
      path: ['axes', name, 'value'],
    })),
    ...Object.entries(moves).flatMap(([moved, text]) => [
      { name: moved, path: ['axes', name, 'moves', moved] },
      ...namesOf(text).map((used) => ({
        name: used,
        path: ['axes', name, 'moves', moved],
      })),
    ]),
  ]);
}

function namesOf(text: string): string[] {
  return compileExpression(text).names.filter((name) => name !== 'target');
}
