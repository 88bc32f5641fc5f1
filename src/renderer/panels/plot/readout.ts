import { nearest } from '../../widgets/Plot/decimate.ts';
import type { Mark, PlotPoint } from '../../widgets/Plot/figure.ts';
import type { PlotTheme } from '../../widgets/Plot/plot-theme.ts';
import { formatNumber } from '../../widgets/format.ts';
import type { PlottedRun } from './build-figure.ts';
import { columnOf, valuesOf, type PlotChoice } from './plot-model.ts';

/** One value under the cursor, ready to be shown. */
export interface Reading {
  readonly name: string;
  readonly text: string;
}

/** The values of the point nearest to the cursor. */
export function readAt(
  { run, points }: PlottedRun,
  choice: PlotChoice,
  at: PlotPoint,
): readonly Reading[] {
  const index = nearestPoint({ run, points }, choice, at);
  if (index < 0) return [];
  const names = [
    choice.x,
    ...(choice.y === null ? [] : [choice.y]),
    ...choice.channels.map(({ name }) => name),
  ];
  return names.map((name) => {
    const column = columnOf(run, name);
    const value = valuesOf(points, name)[index];
    const text =
      `${formatNumber(value, column?.decimals ?? 0)} ${column?.unit ?? ''}`.trim();
    return { name, text };
  });
}

/** The marks of the cursor: a line at the nearest point, and a dot on each curve. */
export function cursorMarks(
  plotted: PlottedRun,
  choice: PlotChoice,
  at: PlotPoint,
  theme: Pick<PlotTheme, 'series' | 'accent'>,
): readonly Mark[] {
  const index = nearestPoint(plotted, choice, at);
  const x = valuesOf(plotted.points, choice.x)[index];
  if (index < 0 || x === undefined || choice.isMap) return [];
  return [
    { kind: 'line', id: 'cursor', along: 'x', at: x, look: 'cursor' },
    ...choice.channels.flatMap(({ name, side, colour }): Mark[] => {
      const y = plotted.points.column(name)?.[index];
      const shown = theme.series[colour % theme.series.length] ?? theme.accent;
      return y === undefined
        ? []
        : [{ kind: 'dot', id: `dot ${name}`, x, y, side, colour: shown }];
    }),
  ];
}

/** Index of the point nearest to the cursor; on a map by both axes, each in parts of its span. */
function nearestPoint(
  { points }: PlottedRun,
  choice: PlotChoice,
  at: PlotPoint,
): number {
  const xs = valuesOf(points, choice.x);
  if (choice.y === null) return nearest(xs, at.x);
  const ys = valuesOf(points, choice.y);
  const spanX = spanOf(xs);
  const spanY = spanOf(ys);
  let best = -1;
  let distance = Infinity;
  xs.forEach((x, i) => {
    const away =
      ((x - at.x) / spanX) ** 2 + (((ys[i] ?? NaN) - at.y) / spanY) ** 2;
    if (away < distance) {
      distance = away;
      best = i;
    }
  });
  return best;
}

function spanOf(values: Float64Array): number {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high > low ? high - low : 1;
}
