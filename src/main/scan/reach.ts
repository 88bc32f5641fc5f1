import type { Problem } from '../../contract/errors.ts';
import type { ScanPlan } from '../../contract/scans.ts';
import { isWithin } from '../device/limits.ts';
import type { Devices } from '../device/types.ts';
import type { Span } from './define.ts';
import {
  firstPointsAt,
  placeAt,
  positionAtPlace,
  type Grid,
  type GridAxis,
} from './grid.ts';
import { refusalOf, Refusals, type RefusedPoint } from './refusals.ts';
import { rootsOf } from './roots.ts';
import { badPlaces, countBad, evenly, sweep, type Stretch } from './sweep.ts';

/** What of a trajectory cannot be reached. */
export interface Reach {
  readonly problems: readonly Problem[];
  readonly unreachable: ScanPlan['unreachable'];
  /** Said when not every point was checked. */
  readonly warnings: readonly string[];
}

/**
 * Scans of up to so many points are checked point by point. A check through a pseudo axis takes some microseconds, and a
 * stop must not wait long for a dry run, so of longer ones only a part is tried. Every move checks its target again.
 */
const MOST_TRIED = 20_000;
/** Of larger maps whose dimensions move the same real axes: rows that are tried, and places in a row. */
const MOST_ROWS = 50;
const MOST_LISTED = 20;

/**
 * Checks a whole trajectory against limits, through pseudo axes to the real ones, without touching hardware.
 * Axes that share no real axis are checked one by one along their own dimension, so that a map of a million points
 * costs no more than its two edges.
 */
export function checkReach(
  grid: Grid,
  at: readonly Span['at'][],
  devices: Devices,
): Reach {
  const traceLimit = Error.stackTraceLimit;
  // Hundreds of refusals are made and thrown away here; their stack traces would cost most of the time.
  Error.stackTraceLimit = 0;
  try {
    return isSeparable(grid, devices)
      ? checkDimensions(grid, at, devices)
      : checkRows(grid, at, devices);
  } finally {
    Error.stackTraceLimit = traceLimit;
  }
}

/** Whether no real axis is moved by axes of different dimensions. */
function isSeparable(grid: Grid, devices: Devices): boolean {
  const owner = new Map<string, number>();
  for (const { name, dimension } of grid.axes) {
    for (const root of rootsOf(name, devices)) {
      const other = owner.get(root);
      if (other !== undefined && other !== dimension) return false;
      owner.set(root, dimension);
    }
  }
  return true;
}

function checkDimensions(
  grid: Grid,
  at: readonly Span['at'][],
  devices: Devices,
): Reach {
  const refusals = new Refusals(grid.points, at);
  const warnings: string[] = [];
  let reachable = 1;
  let isExact = true;
  grid.shape.forEach((size, dimension) => {
    const axes = grid.axes.filter((axis) => axis.dimension === dimension);
    const firstPoint = (place: number) =>
      firstPointsAt(grid, dimension, [place], 1)[0] ?? 0;
    const refused = (place: number) =>
      refusedAt(grid, axes, () => place, firstPoint(place), devices);
    const isSafe = areSafeBetween(axes, devices);
    const most = isSafe ? 2 : MOST_TRIED;
    if (!isSafe && size > most) {
      isExact = false;
      warnings.push(...partlyChecked(most, size, axes, devices));
    }
    const stretches = sweepRow(size, most, refused, refusals);
    reachable *= size - countBad(stretches);
    const places = badPlaces(stretches, MOST_LISTED);
    for (const point of firstPointsAt(grid, dimension, places, MOST_LISTED)) {
      const [first] = refused(placeAt(grid, point, dimension));
      refusals.list(point, first?.refusal.message ?? '');
    }
  });
  const count = grid.points - reachable;
  return { ...refusals.result(count, MOST_LISTED, isExact), warnings };
}

/** Row by row along the fast dimension, for dimensions that depend on each other. */
function checkRows(
  grid: Grid,
  at: readonly Span['at'][],
  devices: Devices,
): Reach {
  const refusals = new Refusals(grid.points, at);
  const size = grid.shape.at(-1) ?? 1;
  const rows = grid.points / size;
  const isSmall = grid.points <= MOST_TRIED;
  const most = isSmall ? size : MOST_ROWS;
  const refused = (row: number) => (index: number) => {
    const point = row * size + index;
    const place = (axis: GridAxis) => placeAt(grid, point, axis.dimension);
    return refusedAt(grid, grid.axes, place, point, devices);
  };
  const badIn = (row: number) => sweepRow(size, most, refused(row), refusals);
  const badRows = new Map<number, readonly Stretch[]>();
  const tried = isSmall ? rows : Math.min(rows, MOST_ROWS);
  let bad = 0;
  for (const row of evenly(rows, tried)) {
    const stretches = badIn(row);
    const count = countBad(stretches);
    bad += count;
    if (count > 0) badRows.set(row, stretches);
  }
  let left = MOST_LISTED;
  for (const row of isSmall ? badRows.keys() : rowsFromFirstBad()) {
    const stretches = badRows.get(row) ?? badIn(row);
    for (const index of badPlaces(stretches, left).slice(0, left)) {
      left -= 1;
      const [one] = refused(row)(index);
      refusals.list(row * size + index, one?.refusal.message ?? '');
    }
    if (left === 0) break;
  }
  const count = Math.max(bad, Math.round((bad * rows) / tried));
  const checked = tried * Math.min(size, most);
  return {
    ...refusals.result(count, MOST_LISTED, checked === grid.points),
    warnings:
      checked === grid.points
        ? []
        : partlyChecked(checked, grid.points, grid.axes, devices),
  };

  /** From the first row with a bad point on, as many as are needed to list enough points. */
  function rowsFromFirstBad(): number[] {
    if (badRows.size === 0) return [];
    const isBadRow = (row: number) =>
      badRows.has(row) || countBad(badIn(row)) > 0;
    const stretches = sweep(rows, MOST_ROWS, isBadRow);
    const first = stretches.find(({ isBad }) => isBad)?.first ?? 0;
    const length = Math.min(MOST_LISTED, rows - first);
    return Array.from({ length }, (_, i) => first + i);
  }
}

/** What to say when only some points were tried; axes with plain limits alone need no more than their ends. */
function partlyChecked(
  checked: number,
  points: number,
  axes: readonly GridAxis[],
  devices: Devices,
): string[] {
  const names = axes
    .map(({ name }) => name)
    .filter((name) => devices.get(name).info.inputs.length > 0);
  if (names.length === 0) return [];
  return [
    `Only ${checked} of ${points} points were checked against limits through ${names.join(' and ')}; each point is checked again before its move.`,
  ];
}

/** Stretches of a row that some axis refuses for its position; every refusal that is met is blamed on its field. */
function sweepRow(
  size: number,
  most: number,
  refused: (place: number) => readonly RefusedPoint[],
  refusals: Refusals,
): Stretch[] {
  return sweep(size, most, (place) => {
    const all = refused(place);
    for (const one of all) refusals.blame(one);
    return all.some(({ refusal }) => refusal.isLimit);
  });
}

/** Which of these axes refuse where they would be at a point. */
function refusedAt(
  grid: Grid,
  axes: readonly GridAxis[],
  placeOf: (axis: GridAxis) => number,
  point: number,
  devices: Devices,
): RefusedPoint[] {
  const sizeOf = (axis: GridAxis) => grid.shape[axis.dimension] ?? 1;
  const others = new Map(
    axes.map((axis) => [
      axis.name,
      positionAtPlace(axis, placeOf(axis), sizeOf(axis)),
    ]),
  );
  return axes.flatMap((axis) => {
    const target = others.get(axis.name) ?? NaN;
    const refusal = refusalOf(devices.get(axis.name), target, others);
    if (!refusal) return [];
    const index = grid.axes.indexOf(axis);
    return [
      { axis: index, place: placeOf(axis), size: sizeOf(axis), point, refusal },
    ];
  });
}

/** Real axes whose ends are within limits need no more: everything between is. */
function areSafeBetween(axes: readonly GridAxis[], devices: Devices): boolean {
  return axes.every(({ name, from, to }) => {
    const { movable, info } = devices.get(name);
    const limits = movable?.limits();
    return (
      info.inputs.length === 0 &&
      limits !== undefined &&
      isWithin(from, limits) &&
      isWithin(to, limits)
    );
  });
}
