import type { Experiment } from '../../contract/station.ts';
import type { Driver } from '../drivers/types.ts';
import type { LineConfig } from '../io/open.ts';
import type { SimulatorConfig } from '../simulator/config.ts';

/** The line of an instrument: to hardware, or to a simulated instrument by name. */
export type BeamlineLine = LineConfig | { readonly simulator: string };

/** One entry under `instruments`, checked: `config` is what its driver's schema made of it. */
export interface BeamlineInstrument {
  readonly driver: Driver;
  readonly config: unknown;
  /** `null` for an instrument that needs none: pseudo axes, calculated counters. */
  readonly line: BeamlineLine | null;
}

/** A beamline file that holds together. */
export interface Beamline {
  readonly name: string;
  /** Where it was read from. */
  readonly file: string;
  /** What the first run belongs to. */
  readonly experiment: Experiment;
  /** Names of the devices shown in the header; `null` = none. */
  readonly header: {
    readonly ringCurrent: string | null;
    readonly shutter: string | null;
  };
  /** Whether any instrument is a simulated one. */
  readonly isSimulated: boolean;
  readonly simulator: SimulatorConfig | null;
  readonly instruments: readonly BeamlineInstrument[];
}

/** The way to a value in the file. */
export type Path = readonly (string | number)[];

/** One mistake: where in the document, and a sentence that says what is wrong and what would be right. */
export interface Mistake {
  readonly path: Path;
  /** Whether the key is meant or its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** A mistake with its place in the file; line and column count from 1. */
export interface PlacedMistake extends Mistake {
  readonly line: number;
  readonly column: number;
}
