import type { Devices } from '../device/types.ts';
import { positionAt, type Grid } from './grid.ts';
import type { Scan } from './scan.ts';

/** What a point is assumed to cost beside motion and counting, until a like scan was measured. */
export const FIRST_OVERHEAD_SECONDS = 0.01;

/**
 * Seconds of motion, settling and counting, from velocities and exposure; nothing else. The axes of a point move
 * together, so a step takes as long as its slowest axis. Steps are equal along a dimension: one of each kind is looked at.
 */
export function computeSeconds(
  scan: Scan,
  grid: Grid,
  devices: Devices,
): number {
  const perPoint = scan.exposureSeconds + scan.settleSeconds;
  let seconds = grid.points * perPoint + approach(grid, devices);
  for (const { from, to, times } of steps(grid)) {
    seconds += times * moveSeconds(grid, devices, from, to);
  }
  if (scan.isRelative) seconds += wayBack(grid, devices);
  return seconds;
}

/** One step of each kind: inside a row, to the next row... and how often it is made. */
function steps(grid: Grid): { from: number; to: number; times: number }[] {
  return grid.shape.map((size, dimension) => {
    let faster = 1;
    let slower = 1;
    grid.shape.forEach((other, index) => {
      if (index > dimension) faster *= other;
      if (index < dimension) slower *= other;
    });
    return { from: faster - 1, to: faster, times: (size - 1) * slower };
  });
}

function moveSeconds(
  grid: Grid,
  devices: Devices,
  from: number,
  to: number,
): number {
  if (to >= grid.points) return 0;
  return slowest(grid, devices, (axis) => [
    positionAt(grid, from, axis),
    positionAt(grid, to, axis),
  ]);
}

function approach(grid: Grid, devices: Devices): number {
  return slowest(grid, devices, (axis, present) => [
    present,
    positionAt(grid, 0, axis),
  ]);
}

function wayBack(grid: Grid, devices: Devices): number {
  return slowest(grid, devices, (axis, present) => [
    positionAt(grid, grid.points - 1, axis),
    present,
  ]);
}

function slowest(
  grid: Grid,
  devices: Devices,
  way: (axis: number, present: number) => readonly [number, number],
): number {
  let most = 0;
  grid.axes.forEach(({ name, from: start }, axis) => {
    const movable = devices.find(name)?.movable;
    const [from, to] = way(axis, movable?.position() ?? start);
    if (movable && from !== to)
      most = Math.max(most, movable.estimate(from, to));
  });
  return most;
}
