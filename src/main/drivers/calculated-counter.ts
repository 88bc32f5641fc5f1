import { compileExpression } from '../device/expression.ts';
import { namesIn } from './axis-config.ts';
import { calculatedCounterConfig } from './calculated-counter-config.ts';
import { CalculatedCounter } from './calculated-counter-device.ts';
import { defineDriver } from './types.ts';

/** Counters that are calculated from others, point by point: `i1/i0`. */
export const calculatedCounter = defineDriver({
  name: 'calculated-counter',
  title: 'Counters calculated from others',
  config: calculatedCounterConfig,
  needsLine: false,
  names: (config) => namesIn('counters', config.counters),
  uses: ({ counters }) =>
    Object.entries(counters).flatMap(([name, { value }]) =>
      compileExpression(value).names.map((used) => ({
        name: used,
        path: ['counters', name, 'value'],
      })),
    ),
  create(config, context) {
    const counters = Object.entries(config.counters).map(
      ([name, counter]) => new CalculatedCounter(name, counter, context),
    );
    return {
      devices: counters,
      start() {
        for (const counter of counters) counter.follow();
      },
      close() {
        for (const counter of counters) counter.close();
        return Promise.resolve();
      },
    };
  },
});
