import { namesIn } from './axis-config.ts';
import { lakeshoreConfig } from './lakeshore-config.ts';
import { LakeshoreInstrument } from './lakeshore-instrument.ts';
import { lineOf } from './line-of.ts';
import { defineDriver } from './types.ts';

/** Lake Shore 336 temperature controllers over TCP or a serial line. */
export const lakeshore = defineDriver({
  name: 'lakeshore',
  title: 'Lake Shore 336 temperature controller',
  config: lakeshoreConfig,
  needsLine: true,
  names: ({ inputs, loops }) => [
    ...namesIn('inputs', inputs),
    ...namesIn('loops', loops),
  ],
  create: (config, context) =>
    new LakeshoreInstrument(config, context, lineOf(context, 'lakeshore')),
});
