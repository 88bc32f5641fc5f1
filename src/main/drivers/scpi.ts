import { namesIn } from './axis-config.ts';
import { lineOf } from './line-of.ts';
import { scpiConfig } from './scpi-config.ts';
import { scpiInstrument } from './scpi-instrument.ts';
import { defineDriver } from './types.ts';

/** Any instrument whose parameters are a query and a command each. */
export const scpi = defineDriver({
  name: 'scpi',
  title: 'Instrument with simple parameters (SCPI or alike)',
  config: scpiConfig,
  needsLine: true,
  names: (config) => namesIn('parameters', config.parameters),
  create: (config, context) =>
    scpiInstrument(config, context, lineOf(context, 'scpi')),
});
