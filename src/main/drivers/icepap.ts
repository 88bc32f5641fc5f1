import { defineDriver } from './types.ts';
import { namesIn } from './axis-config.ts';
import { icepapConfig } from './icepap-config.ts';
import { IcepapRack } from './icepap-rack.ts';
import { lineOf } from './line-of.ts';

/** IcePAP motor controllers over TCP. */
export const icepap = defineDriver({
  name: 'icepap',
  title: 'IcePAP motor controller',
  config: icepapConfig,
  needsLine: true,
  names: (config) => namesIn('axes', config.axes),
  create: (config, context) =>
    new IcepapRack(config, context, lineOf(context, 'icepap')).line,
});
