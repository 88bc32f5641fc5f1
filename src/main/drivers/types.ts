import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import type { Device, Devices } from '../device/types.ts';
import type { Exchange } from '../io/exchange.ts';
import type { PortOpener } from '../io/types.ts';

/** What a driver gets from the station. */
export interface DriverContext {
  readonly clock: Clock;
  /** The opened-on-demand way to the hardware that the instrument's `line` names; absent for soft devices. */
  readonly line: PortOpener | undefined;
  /** The other devices, for pseudo axes and calculated counters. Look up when needed, not in `create`. */
  readonly devices: Devices;
  readonly isSimulated: boolean;
  /** Says something to the operators' log. */
  log(level: 'info' | 'warning' | 'error', text: string): void;
}

/** One entry of the beamline file brought to life: its devices and their common line. */
export interface Instrument {
  readonly devices: readonly Device[];
  /** Its line, to be looked at and, by hand, talked to; absent where there is none. */
  readonly exchange?: Exchange;
  /** Connects in the background, and again after every loss; never throws, never blocks the start. */
  start(): void;
  /** Lets the line go. Motors go on or stop as the hardware does; nothing is commanded. */
  close(): Promise<void>;
}

/** A device's name in an instrument's config, and the way to it: for complaints with line and column. */
export interface NamedPlace {
  readonly name: string;
  readonly path: readonly (string | number)[];
}

/** A hardware family. One file each, one line in `index.ts`. */
export interface Driver<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly title: string;
  /** What the beamline file says besides `driver`, `line` and `name`. */
  readonly config: S;
  readonly needsLine: boolean;
  /** The names of the devices it will create. */
  names(config: z.infer<S>): readonly NamedPlace[];
  /** The names of the other devices that it builds on: pseudo axes, calculated counters. */
  uses?(config: z.infer<S>): readonly NamedPlace[];
  create(config: z.infer<S>, context: DriverContext): Instrument;
}

/** Checks a driver's types where it is written. */
export function defineDriver<S extends z.ZodType>(
  driver: Driver<S>,
): Driver<S> {
  return driver;
}
