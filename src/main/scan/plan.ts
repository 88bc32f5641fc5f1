import { z } from 'zod';
import type { Problem } from '../../contract/errors.ts';
import type {
  AxisExtent,
  ScanPlan,
  ScanRequest,
  ScanSource,
} from '../../contract/scans.ts';
import type { Devices } from '../device/types.ts';
import { isKnownAway, resolveCounters, type IsAway } from './counters.ts';
import type { ScanType } from './define.ts';
import { computeSeconds } from './estimate.ts';
import { positionAt, type Grid } from './grid.ts';
import { expectedSeconds, type MeasuredTimes } from './measured.ts';
import { badInput, findType, readSource } from './parse.ts';
import { readFields } from './read-fields.ts';
import { checkReach } from './reach.ts';
import { resolve } from './resolve.ts';
import { lineOf } from './line.ts';
import type { Scan } from './scan.ts';

const Names = z.array(z.string());
const MOST_PREVIEWED = 2000;

/**
 * A scan ready to run: devices found, positions in their units, the whole trajectory within limits.
 *
 * @throws BeamtimeError `bad-input` with a problem per field
 */
export function buildScan(request: ScanRequest, devices: Devices): Scan {
  const read = readSource({ request });
  if (!read.type || !read.request) throw badInput(read.problems);
  const { scan, grid, at, problems } = resolve(
    read.type,
    read.request,
    devices,
  );
  if (!scan || !grid) throw badInput(problems);
  const reach = checkReach(grid, at, devices);
  if (reach.problems.length > 0) throw badInput(reach.problems);
  return scan;
}

/** Seconds of motion, settling and counting of a scan from where the axes stand now. */
export function secondsOf(scan: Scan, devices: Devices): number {
  const type = findType(scan.request.type);
  const grid = type && resolve(type, scan.request, devices).grid;
  return grid ? computeSeconds(scan, grid, devices) : 0;
}

/**
 * Dry run: what will happen, told before anything moves. Mistakes come as problems; nothing is thrown for them.
 * `isAway` is told otherwise where nobody has looked which devices answer.
 */
export function planScan(
  source: ScanSource,
  devices: Devices,
  measured?: MeasuredTimes,
  isAway: IsAway = isKnownAway,
): Omit<ScanPlan, 'file' | 'runNumber'> {
  const { type, request, sound, problems } = readSource(source);
  if (!type || !request) {
    const more = type ? problemsOfDevices(type, sound, devices, isAway) : [];
    return { ...nothing(), problems: [...problems, ...more] };
  }
  const resolved = resolve(type, request, devices, isAway);
  const { scan, grid } = resolved;
  if (!scan || !grid) {
    return {
      ...nothing(),
      request,
      line: lineOf(type, request),
      problems: [...resolved.problems],
    };
  }
  const reach = checkReach(grid, resolved.at, devices);
  const computed = computeSeconds(scan, grid, devices);
  const { seconds, estimate } = expectedSeconds(scan, computed, measured);
  return {
    request: scan.request,
    line: scan.line,
    title: scan.title,
    problems: [...reach.problems],
    warnings: [...resolved.warnings, ...reach.warnings],
    unreachable: reach.unreachable,
    points: scan.points,
    shape: [...scan.shape],
    durationSeconds: seconds,
    estimate,
    axes: grid.axes.map((axis) => extentOf(axis, devices)),
    detectors: [...scan.detectors],
    preview: previewOf(grid),
  };
}

/** What is wrong with the devices of a scan that cannot be built for other reasons. */
function problemsOfDevices(
  type: ScanType,
  sound: Readonly<Record<string, unknown>>,
  devices: Devices,
  isAway: IsAway,
): Problem[] {
  const detectors = Names.safeParse(sound['detectors']);
  const counters = resolveCounters(detectors.data ?? [], devices, [], isAway);
  return [...readFields(type, sound, devices).problems, ...counters.problems];
}

function nothing() {
  return {
    request: null,
    line: null,
    title: null,
    problems: [],
    warnings: [],
    unreachable: { count: 0, points: [] },
    points: 0,
    shape: [],
    durationSeconds: 0,
    estimate: 'computed' as const,
    axes: [],
    detectors: [],
    preview: [],
  };
}

function extentOf(
  { name, from, to }: Grid['axes'][number],
  devices: Devices,
): AxisExtent {
  const { movable, info } = devices.get(name);
  return {
    name,
    unit: movable?.unit ?? '',
    decimals: info.decimals,
    lowest: Math.min(from, to),
    highest: Math.max(from, to),
    position: movable?.position() ?? null,
    limits: movable?.limits() ?? { lower: null, upper: null },
  };
}

function previewOf(grid: Grid): Float64Array<ArrayBuffer>[] {
  const count = Math.min(grid.points, MOST_PREVIEWED);
  return grid.axes.map((_, axis) =>
    Float64Array.from({ length: count }, (_unused, i) => {
      const point =
        count < 2 ? 0 : Math.round((i * (grid.points - 1)) / (count - 1));
      return positionAt(grid, point, axis);
    }),
  );
}
