import type { OnStop } from '../../contract/devices.ts';

/** Nothing is done to it. */
export const leave: OnStop = {
  isLeftAlone: true,
  does: 'It is left alone.',
  done: 'Left alone, as configured.',
};

/** Of an axis with ramps, under the words of the beamline file. */
export const axisStops = {
  ramp: acts('It stops with its ramp.', 'Stopped with its ramp.'),
  abort: acts(
    'It stops at once, without its ramp.',
    'Stopped at once, without its ramp.',
  ),
} as const;

/** Of an axis whose controller knows no other stop at once than that of all its axes, under the words of the beamline file. */
export const controllerStops = {
  ramp: axisStops.ramp,
  abort: acts(
    'STOP ALL stops it at once, without its ramp; alone, it stops with its ramp.',
    'Stopped at once, without its ramp.',
  ),
} as const;

/** Of a counter. */
export const endsCounting = acts('It ends counting.', 'Not counting any more.');

/** What a stop does to a device, before and after, in sentences for its panel and for the result of STOP ALL. */
export function acts(does: string, done: string): OnStop {
  return { isLeftAlone: false, does, done };
}
