import type { Experiment } from '../../contract/station.ts';
import type { Driver } from '../drivers/types.ts';
import type { LineConfig } from '../io/open.ts';
import type { SimulatorConfig } from '../simulator/config.ts';

/** The line of an instrument: to hardware, or to a simulated instrument by name. */
export type BeamlineLine = LineConfig | { readonly simulator: string };

/** One entry under `instruments`, checked: `config` is what its driver's schema made of it. */
export interface BeamlineInstrument {
  /** What it is called: its `name`, or its first device's. */
  readonly name: string;
  /** Its place in `instruments`, counted from 0 over all files. */
  readonly index: number;
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
  /** What is created: without what is disabled, and without what is made of it. */
  readonly instruments: readonly BeamlineInstrument[];
  /** Everything that stands under `instruments`, disabled or not. */
  readonly entries: readonly BeamlineEntry[];
  /** What is left out because something else is disabled, in sentences for operators. */
  readonly notices: readonly PlacedMistake[];
  /** The files it was read from, whole paths: the file itself, then what it includes. */
  readonly files: readonly string[];
}

/** An entry under `instruments` as it stands in the file. */
export interface BeamlineEntry {
  readonly name: string;
  /** Its place in `instruments`, counted from 0 over all files. */
  readonly index: number;
  readonly driver: string;
  readonly isDisabled: boolean;
  readonly place: Place;
  readonly devices: readonly {
    readonly name: string;
    /** Whether it is created: false when it, its instrument or what it is made of is disabled. */
    readonly isActive: boolean;
    readonly place: Place;
  }[];
}

/** A place in a file; line and column count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The texts of the files by whole path. */
export type Texts = ReadonlyMap<string, string>;

/** The way to a value in the file. */
export type Path = readonly (string | number)[];

/** One mistake: where in the document, and a sentence that says what is wrong and what would be right. */
export interface Mistake {
  readonly path: Path;
  /** Whether the key is meant or its value. */
  readonly at: 'key' | 'value';
  readonly message: string;
}

/** A mistake with its place in a file. */
export interface PlacedMistake extends Mistake, Place {}
