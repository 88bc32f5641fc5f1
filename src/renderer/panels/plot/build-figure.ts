import type { Run } from '../../../contract/runs.ts';
import type { RunPoints } from '../../stores/points.ts';
import type { AxisLook, Curve, Figure } from '../../widgets/Plot/figure.ts';
import { fillGrid } from '../../widgets/Plot/grid.ts';
import type { PlotTheme } from '../../widgets/Plot/plot-theme.ts';
import {
  axisTitle,
  extentOf,
  palenesses,
  valuesOf,
  xRange,
  type Channel,
  type PlotChoice,
} from './plot-model.ts';

/** A run and the points there are of it. */
export interface PlottedRun {
  readonly run: Run;
  readonly points: RunPoints;
}

/** Everything a figure is made of. `earlier`: newest first. */
export interface FigureParts {
  readonly present: PlottedRun;
  readonly earlier: readonly PlottedRun[];
  readonly areEarlierTicked: boolean;
  readonly choice: PlotChoice;
  /** Where x will go, if the run's plan is known. */
  readonly planned: readonly [number, number] | null;
}

/** The figure of a run: its map, or its curves over those of earlier runs. */
export function buildFigure(parts: FigureParts, theme: PlotTheme): Figure {
  return parts.choice.isMap ? mapFigure(parts) : curvesFigure(parts, theme);
}

/** The earlier runs of which something can be seen, newest first: those that were ticked, and those that reach into the way of the present one. */
export function earlierInView(parts: FigureParts): readonly PlottedRun[] {
  const range = wayOf(parts);
  return parts.earlier.filter(
    ({ points }) =>
      partInside(valuesOf(points, parts.choice.x), range) !== null,
  );
}

function curvesFigure(parts: FigureParts, theme: PlotTheme): Figure {
  const { present, choice } = parts;
  const { run } = present;
  const range = wayOf(parts);
  const earlier = earlierInView(parts);
  const curves = [
    ...earlier
      .toReversed()
      .flatMap((other, i) =>
        curvesOf(
          other,
          choice,
          theme,
          palenesses[earlier.length - 1 - i] ?? 0.2,
          1.5,
          range,
        ),
      ),
    ...curvesOf(present, choice, theme, 1, 2, null),
  ];
  const title = (side: Channel['side']): string =>
    choice.channels
      .filter((channel) => channel.side === side)
      .map(({ name }) => axisTitle(run, name))
      .join(', ');
  const hasRight = choice.channels.some(({ side }) => side === 'right');
  return {
    kind: 'curves',
    view: [run.number, choice.x, choice.isLeftLog, choice.isRightLog].join(' '),
    x: {
      title: axisTitle(run, choice.x),
      isLog: false,
      range,
    },
    left: look(title('left'), choice.isLeftLog),
    right: hasRight ? look(title('right'), choice.isRightLog) : null,
    curves,
  };
}

type Range = readonly [number, number] | null;

/** What x shows. Earlier runs that nobody asked for do not push the present one aside. */
function wayOf(parts: FigureParts): Range {
  const { present, earlier, areEarlierTicked, choice, planned } = parts;
  const asked = areEarlierTicked ? [present, ...earlier] : [present];
  return xRange(
    extentOf(asked.map(({ points }) => valuesOf(points, choice.x))),
    choice.x === present.run.plot.x ? planned : null,
  );
}

/** From which point to before which a curve lies inside a range of x, with one point more on each side where its line leaves it; null = nowhere. */
function partInside(
  x: Float64Array,
  range: Range,
): readonly [number, number] | null {
  if (range === null) return [0, x.length];
  const [low, high] = range;
  const isInside = (value: number): boolean => value >= low && value <= high;
  const first = x.findIndex(isInside);
  return first < 0
    ? null
    : [
        Math.max(0, first - 1),
        Math.min(x.length, x.findLastIndex(isInside) + 2),
      ];
}

function curvesOf(
  { run, points }: PlottedRun,
  choice: PlotChoice,
  theme: PlotTheme,
  opacity: number,
  width: number,
  range: Range,
): Curve[] {
  const x = valuesOf(points, choice.x);
  // What lies beside the plot would still stretch its height.
  const [from, to] = partInside(x, range) ?? [0, 0];
  return choice.channels.flatMap(({ name, side, colour }) => {
    const y = points.column(name);
    if (!y) return [];
    return {
      name: `#${run.number} ${name}`,
      x: x.subarray(from, to),
      y: y.subarray(from, to),
      side,
      colour: theme.series[colour % theme.series.length] ?? theme.accent,
      opacity,
      width,
      hasDots: opacity === 1,
    };
  });
}

function mapFigure({ present: { run, points }, choice }: FigureParts): Figure {
  const [channel] = choice.channels;
  const x = valuesOf(points, choice.x);
  const y = valuesOf(points, choice.y ?? '');
  const z = points.column(channel?.name ?? '') ?? new Float64Array(0);
  const [slow, fast] = run.shape;
  const isGrid =
    run.shape.length === 2 &&
    slow !== undefined &&
    fast !== undefined &&
    slow * fast <= 4_000_000;
  return {
    kind: 'map',
    view: String(run.number),
    x: look(axisTitle(run, choice.x), false),
    left: look(axisTitle(run, choice.y ?? ''), false),
    z: look(axisTitle(run, channel?.name ?? ''), choice.isLeftLog),
    grid: isGrid
      ? fillGrid(x, y, z, { shape: [slow, fast], isSnake: run.isSnake })
      : null,
    points: { x, y, z },
  };
}

function look(title: string, isLog: boolean): AxisLook {
  return { title, isLog, range: null };
}
