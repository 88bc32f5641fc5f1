import { namesIn } from './axis-config.ts';
import { lineOf } from './line-of.ts';
import { Pm600Chain } from './pm600-chain.ts';
import { pm600Config } from './pm600-config.ts';
import { defineDriver } from './types.ts';

/** McLennan PM600 controllers on a serial chain. */
export const pm600 = defineDriver({
  name: 'pm600',
  title: 'McLennan PM600 motor controllers',
  config: pm600Config,
  needsLine: true,
  names: (config) => namesIn('axes', config.axes),
  create: (config, context) =>
    new Pm600Chain(config, context, lineOf(context, 'pm600')).line,
});
