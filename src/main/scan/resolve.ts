import { z } from 'zod';
import type { Problem } from '../../contract/errors.ts';
import type { ScanRequest } from '../../contract/scans.ts';
import type { Devices } from '../device/types.ts';
import {
  checkExposure,
  isKnownAway,
  leftOutInWords,
  resolveCounters,
  type IsAway,
} from './counters.ts';
import type { ScanType, Span } from './define.ts';
import { MOST_POINTS, subjectOf } from './fields.ts';
import { positionAt, spansOf, type Grid, type GridAxis } from './grid.ts';
import { lineOf } from './line.ts';
import { formatCount } from '../device/units.ts';
import { findAxis, inUnit } from './axis.ts';
import { readFields } from './read-fields.ts';
import { getInTheWay, rootsOf, sharedRoots } from './roots.ts';
import type { Scan } from './scan.ts';

/** A request with its devices found and its positions in their units. */
export interface Resolved {
  /** Null while something about devices or numbers is wrong. */
  readonly scan: Scan | null;
  /** Where the axes really go, present positions added for relative scans. */
  readonly grid: Grid | null;
  /** Per axis of the grid: the parameters it came from. */
  readonly at: readonly Span['at'][];
  readonly problems: readonly Problem[];
  readonly warnings: readonly string[];
}

/** The parameters of every scan, as the common fields define them. */
const Common = z.object({
  exposure: z.number(),
  settle: z.number(),
  detectors: z.array(z.string()),
});

/** Finds the devices of a request and turns it into a scan; looks at nothing but what the devices know already. */
export function resolve(
  type: ScanType,
  request: ScanRequest,
  devices: Devices,
  isAway: IsAway = isKnownAway,
): Resolved {
  const common = Common.parse(request.params);
  const { params, problems: found } = readFields(type, request.params, devices);
  const problems = [...found];
  const trajectory = type.build(params);
  const isRelative = trajectory.isRelative ?? false;
  const spans = spansOf(trajectory);
  const axes = spans.map(({ span, dimension }) =>
    resolveSpan(span, dimension, isRelative, devices, problems, {
      isAway,
      subject: (name) => subjectOf(type.params, name, params),
    }),
  );
  problems.push(
    ...axesInTheWay(
      spans.map(({ span }) => span),
      devices,
    ),
  );

  const shape = trajectory.dimensions.map((dimension) => dimension.points);
  const points = shape.reduce((product, size) => product * size, 1);
  if (points > MOST_POINTS) problems.push(tooMany(points));

  const names = axes.flatMap((axis) => (axis ? [axis.name] : []));
  const counters = resolveCounters(common.detectors, devices, names, isAway);
  problems.push(...counters.problems);
  problems.push(...checkExposure(common.exposure, counters.names, devices));

  const at = spans.map(({ span }) => span.at);
  const complete = axes.flatMap((axis) => (axis ? [axis] : []));
  if (problems.length > 0 || complete.length < axes.length) {
    return {
      scan: null,
      grid: null,
      at,
      problems: unique(problems),
      warnings: [],
    };
  }
  const offsets: Grid = {
    shape,
    points,
    isSnake: trajectory.isSnake ?? false,
    axes: complete.map(({ name, dimension, from, to }) => ({
      name,
      dimension,
      from,
      to,
    })),
  };
  const grid: Grid = {
    ...offsets,
    axes: complete.map((axis) => axis.absolute),
  };
  const canonical: ScanRequest = { type: request.type, params };
  const scan: Scan = {
    command: 'scan',
    request: canonical,
    line: lineOf(type, canonical),
    title:
      type.absolute === undefined
        ? lineOf(type, canonical)
        : lineOf(
            { ...type, name: type.absolute },
            withPositions(canonical, at, grid.axes),
          ),
    axes: names,
    isRelative,
    shape,
    points,
    isSnake: offsets.isSnake,
    detectors: counters.names,
    leftOut: counters.leftOut,
    exposureSeconds: common.exposure,
    settleSeconds: common.settle,
    position: (point, axis) => positionAt(offsets, point, axis),
  };
  const warnings = [
    ...leftOutInWords(counters.leftOut),
    ...warningsOf(scan, grid),
  ];
  return { scan, grid, at, problems, warnings };
}

interface ResolvedAxis extends GridAxis {
  readonly absolute: GridAxis;
}

interface Wording {
  readonly isAway: IsAway;
  /** What sentences call a parameter. */
  readonly subject: (name: string) => string;
}

function resolveSpan(
  span: Span,
  dimension: number,
  isRelative: boolean,
  devices: Devices,
  problems: Problem[],
  { isAway, subject }: Wording,
): ResolvedAxis | null {
  const path = ['params', span.at.axis];
  const found = findAxis(devices, span.axis, path, problems);
  if (!found) return null;
  const { movable, info } = found;
  const read = (value: Span['from'], at: string) =>
    inUnit(value, movable.unit, subject(at), ['params', at], problems);
  const from = read(span.from, span.at.from);
  const to = read(span.to, span.at.to);
  const away = axisAway(info.name, path, devices, isAway);
  if (away) problems.push(away);
  const present = isRelative ? movable.position() : 0;
  if (present === undefined && !away) {
    problems.push({
      path,
      code: 'state',
      message: `Where ${info.name} stands is not known, so it cannot be scanned around its position. Wait until it is read, or look why it does not answer.`,
    });
  }
  if (from === null || to === null || present === undefined) return null;
  const round = (value: number) => Number(value.toFixed(info.decimals + 3));
  const absolute = isRelative
    ? { from: round(present + from), to: round(present + to) }
    : { from, to };
  return {
    name: info.name,
    dimension,
    from,
    to,
    absolute: { name: info.name, dimension, ...absolute },
  };
}

/** An axis that is offline, itself or what it moves, is refused before anything else has moved. */
function axisAway(
  name: string,
  path: Problem['path'],
  devices: Devices,
  isAway: IsAway,
): Problem | undefined {
  for (const root of rootsOf(name, devices)) {
    const device = devices.get(root);
    const { status, message } = device.reading();
    if (status !== 'offline' || !isAway(device)) continue;
    const what = root === name ? name : `${name} moves ${root}, which`;
    const why = message ? ` ${message}` : '';
    return {
      path,
      code: 'disconnected',
      message: `${what} is offline.${why} Wait until it answers, or choose another axis.`,
    };
  }
  return undefined;
}

/** Two axes of a scan must not move each other: no axis twice, none together with what it is made of. */
function axesInTheWay(spans: readonly Span[], devices: Devices): Problem[] {
  return spans.flatMap((span, index) => {
    const other = spans
      .slice(0, index)
      .find(({ axis }) => getInTheWay(axis, span.axis, devices));
    if (!other) return [];
    const message =
      other.axis === span.axis
        ? `${span.axis} is named twice. It can only be at one place at a time: choose another axis.`
        : `${span.axis} and ${other.axis} move the same motors (${sharedRoots(span.axis, other.axis, devices).join(', ')}), so each would carry the other along. Choose one of them.`;
    return [
      { path: ['params', span.at.axis], code: 'bad-input' as const, message },
    ];
  });
}

function tooMany(points: number): Problem {
  return {
    path: [],
    code: 'bad-input',
    message: `This scan has ${formatCount(points)} points; the most is ${formatCount(MOST_POINTS)}. Take fewer intervals.`,
  };
}

/** Two parameters may be about the same axis: each mistake is told once. */
function unique(problems: readonly Problem[]): Problem[] {
  const byText = problems.map(
    (one) => [`${one.path.join('.')}: ${one.message}`, one] as const,
  );
  return [...new Map(byText).values()];
}

/** The request with these positions in the parameters that they came from. */
function withPositions(
  request: ScanRequest,
  at: readonly Span['at'][],
  axes: readonly GridAxis[],
): ScanRequest {
  const params = { ...request.params };
  at.forEach((names, index) => {
    params[names.from] = axes[index]?.from;
    params[names.to] = axes[index]?.to;
  });
  return { type: request.type, params };
}

function warningsOf(scan: Scan, grid: Grid): string[] {
  const warnings = grid.axes
    .filter(
      (axis) => axis.from === axis.to && (grid.shape[axis.dimension] ?? 1) > 1,
    )
    .map(
      (axis) =>
        `${axis.name} begins and ends at the same position: it will not move.`,
    );
  if (scan.detectors.length === 0) {
    warnings.push(
      'No detector takes part: only positions and times will be recorded.',
    );
  }
  return warnings;
}
