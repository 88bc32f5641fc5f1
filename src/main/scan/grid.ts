import type { Dimension, Trajectory } from './define.ts';

/** A trajectory with numbers. */
export interface Grid {
  /** Slow first. */
  readonly shape: readonly number[];
  readonly points: number;
  readonly isSnake: boolean;
  /** Axes in the order in which they were given: those of the fast dimension first. */
  readonly axes: readonly GridAxis[];
}

/** One axis: equally spaced along one dimension, constant along the others. */
export interface GridAxis {
  readonly name: string;
  readonly dimension: number;
  readonly from: number;
  readonly to: number;
}

/** Axes of the fast dimension first, as they are typed and as columns are best read. */
export function spansOf(trajectory: Trajectory) {
  return trajectory.dimensions
    .flatMap((dimension: Dimension, index) =>
      dimension.spans.map((span) => ({ span, dimension: index })),
    )
    .sort((a, b) => b.dimension - a.dimension);
}

/** Place along a dimension of a point in acquisition order. */
export function placeAt(grid: Grid, point: number, dimension: number): number {
  const size = grid.shape[dimension] ?? 1;
  let faster = 1;
  for (let i = dimension + 1; i < grid.shape.length; i += 1) {
    faster *= grid.shape[i] ?? 1;
  }
  const row = Math.floor(point / faster);
  const place = row % size;
  const isBackwards = grid.isSnake && Math.floor(row / size) % 2 === 1;
  return isBackwards ? size - 1 - place : place;
}

/** Position of an axis at a point in acquisition order. */
export function positionAt(grid: Grid, point: number, axis: number): number {
  const along = grid.axes[axis];
  if (!along) return NaN;
  return positionAtPlace(
    along,
    placeAt(grid, point, along.dimension),
    grid.shape[along.dimension] ?? 1,
  );
}

/** Position at the n-th place of `size`; the ends are exact. */
export function positionAtPlace(
  { from, to }: GridAxis,
  place: number,
  size: number,
): number {
  if (place >= size - 1) return size === 1 ? from : to;
  return from + ((to - from) * place) / (size - 1);
}

/** The first `most` points, in acquisition order, that lie at one of these places along a dimension. */
export function firstPointsAt(
  grid: Grid,
  dimension: number,
  places: readonly number[],
  most: number,
): number[] {
  const size = grid.shape[dimension] ?? 1;
  let faster = 1;
  for (let i = dimension + 1; i < grid.shape.length; i += 1) {
    faster *= grid.shape[i] ?? 1;
  }
  const rows = grid.points / (size * faster);
  const sorted = [...places].sort((a, b) => a - b);
  const points: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    const isBackwards = grid.isSnake && row % 2 === 1;
    for (const place of isBackwards ? sorted.toReversed() : sorted) {
      const start =
        (row * size + (isBackwards ? size - 1 - place : place)) * faster;
      for (let i = 0; i < faster; i += 1) {
        if (points.length >= most) return points;
        points.push(start + i);
      }
    }
    if (sorted.length === 0) return points;
  }
  return points;
}
