import { keithleyConfig } from './keithley-config.ts';
import { Picoammeter } from './keithley-picoammeter.ts';
import { lineOf } from './line-of.ts';
import { defineDriver } from './types.ts';

/** Keithley 6485, 6487 and 6514 as a counter with an exposure. */
export const keithley = defineDriver({
  name: 'keithley',
  title: 'Keithley picoammeter',
  config: keithleyConfig,
  needsLine: true,
  names: ({ counter }) => [{ name: counter, path: ['counter'] }],
  create(config, context) {
    const meter = new Picoammeter(config, context, lineOf(context, 'keithley'));
    return {
      devices: [meter],
      exchange: meter.exchange,
      start: () => meter.start(),
      close: () => meter.close(),
    };
  },
});
