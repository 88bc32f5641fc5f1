import { namesIn } from './axis-config.ts';
import { galilConfig } from './galil-config.ts';
import { GalilController } from './galil-controller.ts';
import { lineOf } from './line-of.ts';
import { defineDriver } from './types.ts';

/** Galil DMC motor controllers over TCP or a serial line. */
export const galil = defineDriver({
  name: 'galil',
  title: 'Galil DMC motor controller',
  config: galilConfig,
  needsLine: true,
  names: (config) => namesIn('axes', config.axes),
  create: (config, context) =>
    new GalilController(config, context, lineOf(context, 'galil')).line,
});
