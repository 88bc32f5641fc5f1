import type { Grid } from './grid.ts';

/** How one axis of a plot is drawn. */
export interface AxisLook {
  readonly title: string;
  readonly isLog: boolean;
  /** What is shown before anybody zooms, in data units; null = as far as the data go. */
  readonly range: readonly [number, number] | null;
}

/** One line. `colour` is any colour Plotly takes; `opacity` pales it. */
export interface Curve {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly colour: string;
  readonly opacity: number;
  readonly width: number;
  readonly side: 'left' | 'right';
  /** Its points are shown while they are few. */
  readonly hasDots: boolean;
}

/** Lines over a common x. */
export interface CurvesFigure {
  readonly kind: 'curves';
  /** A zoom is kept as long as this stays the same. */
  readonly view: string;
  readonly x: AxisLook;
  readonly left: AxisLook;
  readonly right: AxisLook | null;
  /** Drawn in this order: the last one lies on top. */
  readonly curves: readonly Curve[];
}

/** Colour over two axes: a regular grid, or single points where there is none. */
export interface MapFigure {
  readonly kind: 'map';
  readonly view: string;
  readonly x: AxisLook;
  readonly left: AxisLook;
  readonly z: AxisLook;
  readonly grid: Grid | null;
  /** Used where `grid` is null. */
  readonly points: {
    readonly x: Float64Array;
    readonly y: Float64Array;
    readonly z: Float64Array;
  };
}

export type Figure = CurvesFigure | MapFigure;

/** Something drawn over the plot that moves without redrawing it. Positions are data values. */
export type Mark =
  | {
      readonly kind: 'line';
      readonly id: string;
      /** Along x a mark is a vertical line, along y a horizontal one. */
      readonly along: 'x' | 'y';
      readonly at: number;
      readonly look: 'position' | 'peak' | 'cursor';
      readonly label?: string;
    }
  | {
      readonly kind: 'dot';
      readonly id: string;
      readonly x: number;
      readonly y: number;
      readonly side: 'left' | 'right';
      readonly colour: string;
    };

/** A place on the plot, in data units, and where that is in the window, px. */
export interface PlotPoint {
  readonly x: number;
  readonly y: number;
  readonly clientX: number;
  readonly clientY: number;
}

/** Size of the whole drawing, px. */
export interface PlotSize {
  readonly width: number;
  readonly height: number;
}
