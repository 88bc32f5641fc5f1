import type { CurvesFigure } from '../../widgets/Plot/figure.ts';

export interface TrendLook {
  /** Name and unit of the value. */
  readonly title: string;
  readonly minutes: number;
  readonly colour: string;
}

/** From how far back on the axis counts in minutes. */
const minutesFrom = 2;

/** A value over the time before now. `x`: seconds, now = 0, the past negative. */
export function trendFigure(
  { x, y }: { readonly x: Float64Array; readonly y: Float64Array },
  { title, minutes, colour }: TrendLook,
): CurvesFigure {
  const inMinutes = minutes >= minutesFrom;
  const scale = inMinutes ? 60 : 1;
  return {
    kind: 'curves',
    view: `${title} ${minutes}`,
    x: {
      title: inMinutes ? 'minutes, now = 0' : 'seconds, now = 0',
      isLog: false,
      range: [(-minutes * 60) / scale, 0],
    },
    left: { title, isLog: false, range: null },
    right: null,
    curves: [
      {
        name: title,
        ...within(x, y, -minutes * 60, scale),
        colour,
        opacity: 1,
        width: 1.5,
        side: 'left',
        hasDots: false,
      },
    ],
  };
}

/** What is in view, and the one value before it: the line begins at the edge. Older ones would stretch the value's axis. */
function within(
  x: Float64Array,
  y: Float64Array,
  from: number,
  scale: number,
): { x: Float64Array; y: Float64Array } {
  const found = x.findIndex((time) => time >= from);
  const first = found < 0 ? x.length : Math.max(0, found - 1);
  return {
    x: x.slice(first).map((time) => Math.max(time, from) / scale),
    y: y.slice(first),
  };
}
