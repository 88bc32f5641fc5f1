import { namesIn } from './axis-config.ts';
import { lineOf } from './line-of.ts';
import { Smc100Chain } from './smc100-chain.ts';
import { smc100Config } from './smc100-config.ts';
import { defineDriver } from './types.ts';

/** Newport SMC100CC and SMC100PP controllers on a serial chain. */
export const smc100 = defineDriver({
  name: 'smc100',
  title: 'Newport SMC100 motor controllers',
  config: smc100Config,
  needsLine: true,
  names: (config) => namesIn('axes', config.axes),
  create: (config, context) =>
    new Smc100Chain(config, context, lineOf(context, 'smc100')).line,
});
