import { namesIn } from './axis-config.ts';
import { gcs2Config } from './gcs2-config.ts';
import { Gcs2Controller } from './gcs2-controller.ts';
import { lineOf } from './line-of.ts';
import { defineDriver } from './types.ts';

/** PI controllers that speak GCS 2, over TCP or a serial line. */
export const gcs2 = defineDriver({
  name: 'gcs2',
  title: 'PI motion controller (GCS 2)',
  config: gcs2Config,
  needsLine: true,
  names: (config) => namesIn('axes', config.axes),
  create: (config, context) =>
    new Gcs2Controller(config, context, lineOf(context, 'gcs2')).line,
});
