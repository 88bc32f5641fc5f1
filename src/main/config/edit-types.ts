import type { Path } from './types.ts';

/**
 * Which instrument: its name (`name:`, or its first device's; of several the one that is not disabled), or its place in
 * `instruments`, counted from 0 over all files (`index` of `Beamline.entries`).
 */
export type InstrumentRef = string | number;

/** A key of an instrument and what it shall be; without `value` the key is removed. */
export interface KeyChange {
  /** From the instrument's entry: `['line', 'tcp']`, `['axes', 'samx', 'velocity']`. */
  readonly path: Path;
  readonly value?: unknown;
}

/** A change of the beamline file. */
export type BeamlineEdit =
  | {
      readonly kind: 'add';
      /** The entry as it stands in the file, `driver` included. */
      readonly entry: Readonly<Record<string, unknown>>;
      /** Behind this one, in its file; at the end of the beamline's own file where left out. */
      readonly after?: InstrumentRef;
    }
  | {
      readonly kind: 'set';
      readonly instrument: InstrumentRef;
      readonly changes: readonly KeyChange[];
    }
  | {
      readonly kind: 'duplicate';
      readonly instrument: InstrumentRef;
      /** What the devices of the copy are called, by the names of those copied. All of them, or they would be there twice. */
      readonly devices: Readonly<Record<string, string>>;
      /** What the copy is called; its first device where left out. */
      readonly name?: string;
      /** What else is different in the copy, by the new names: its line, addresses. */
      readonly changes?: readonly KeyChange[];
    }
  | {
      readonly kind: 'disable' | 'enable' | 'remove';
      readonly instrument: InstrumentRef;
      /** Only this device of it, which has an entry of its own in a table (`axes`, `parameters`). */
      readonly device?: string;
    }
  | {
      /** Gives an instrument another `name`. Its devices stay what they are called. */
      readonly kind: 'rename';
      readonly instrument: InstrumentRef;
      readonly name: string;
    }
  | {
      /** Gives a device another name, here and wherever the file names it: formulas, moves, header. */
      readonly kind: 'rename-device';
      readonly device: string;
      readonly name: string;
    };
