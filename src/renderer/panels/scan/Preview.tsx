import type { ScanPlan } from '../../../contract/scans.ts';
import { useDevice } from '../../stores/devices.ts';
import { formatNumber } from '../../widgets/format.ts';
import {
  isBeyond,
  percentIn,
  previewRange,
  type Range,
} from './preview-range.ts';
import classes from './Preview.module.css';

/** More ticks than this run into each other. */
const mostTicks = 160;

/** A drawing of the points over the travel, with the present position and the limits. */
export default function Preview({ plan }: { readonly plan: ScanPlan }) {
  const isMap = plan.shape.length === 2 && plan.axes.length === 2;
  if (plan.axes.length === 0 || plan.preview.length === 0) return null;
  return isMap ? <MapPreview plan={plan} /> : <LinePreview plan={plan} />;
}

function LinePreview({ plan }: { readonly plan: ScanPlan }) {
  const axis = plan.axes[0];
  const points = plan.preview[0];
  const position = usePosition(axis?.name, axis?.position ?? null);
  if (!axis || !points) return null;
  const range = previewRange(axis, position);
  const step = Math.max(1, Math.ceil(points.length / mostTicks));
  const ticks = [...points].filter(
    (_, i) => i % step === 0 || i === points.length - 1,
  );
  return (
    <svg className={classes['line']} role="img" aria-label={describe(plan)}>
      <Limits limits={axis.limits} range={range} along="x" />
      {ticks.map((value, i) => (
        <Tick
          key={i}
          at={percentIn(value, range)}
          className={classes[isBeyond(value, axis.limits) ? 'beyond' : 'tick']}
        />
      ))}
      {position !== null && (
        <line
          className={classes['position']}
          x1={`${percentIn(position, range)}%`}
          x2={`${percentIn(position, range)}%`}
          y1="10%"
          y2="90%"
        />
      )}
    </svg>
  );
}

function Tick({
  at,
  className,
}: {
  readonly at: number;
  readonly className: string | undefined;
}) {
  return (
    <line className={className} x1={`${at}%`} x2={`${at}%`} y1="28%" y2="72%" />
  );
}

function MapPreview({ plan }: { readonly plan: ScanPlan }) {
  // The plan has the fast axis first; it lies along x, as in the map of the data.
  const [fast, slow] = plan.axes;
  const [xs, ys] = plan.preview;
  const x = usePosition(fast?.name, fast?.position ?? null);
  const y = usePosition(slow?.name, slow?.position ?? null);
  if (!slow || !fast || !xs || !ys) return null;
  const across = previewRange(fast, x);
  const up = previewRange(slow, y);
  const dots = [...xs].map((value, i) => ({ x: value, y: ys[i] ?? 0 }));
  const isOut = (dot: { x: number; y: number }): boolean =>
    isBeyond(dot.x, fast.limits) || isBeyond(dot.y, slow.limits);
  return (
    <svg className={classes['map']} role="img" aria-label={describe(plan)}>
      <Limits limits={fast.limits} range={across} along="x" />
      <Limits limits={slow.limits} range={up} along="y" />
      {/* Stretched to the element; the dots keep their size by their round line ends. */}
      <svg
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        width="100%"
        height="100%"
      >
        <path
          className={classes['dots']}
          d={pathOf(
            dots.filter((d) => !isOut(d)),
            across,
            up,
          )}
        />
        <path
          className={classes['dotsOut']}
          d={pathOf(dots.filter(isOut), across, up)}
        />
      </svg>
      <text
        className={classes['shape']}
        x="100%"
        y="0"
        dx="-6"
        dy="15"
        textAnchor="end"
      >
        {plan.shape.toReversed().join(' × ')}
      </text>
      {x !== null && (
        <line
          className={classes['position']}
          x1={`${percentIn(x, across)}%`}
          x2={`${percentIn(x, across)}%`}
          y1="0"
          y2="100%"
        />
      )}
      {y !== null && (
        <line
          className={classes['position']}
          y1={`${100 - percentIn(y, up)}%`}
          y2={`${100 - percentIn(y, up)}%`}
          x1="0"
          x2="100%"
        />
      )}
    </svg>
  );
}

interface LimitsProps {
  readonly limits: {
    readonly lower: number | null;
    readonly upper: number | null;
  };
  readonly range: Range;
  readonly along: 'x' | 'y';
}

/** What lies beyond the limits is shaded. */
function Limits({ limits: { lower, upper }, range, along }: LimitsProps) {
  const low = lower === null ? 0 : Math.max(0, percentIn(lower, range));
  const high = upper === null ? 100 : Math.min(100, percentIn(upper, range));
  const parts =
    along === 'x'
      ? [[0, low] as const, [high, 100] as const]
      : [[0, 100 - high] as const, [100 - low, 100] as const];
  return parts.map(([from, to]) =>
    to <= from ? null : along === 'x' ? (
      <rect
        key={from}
        className={classes['out']}
        x={`${from}%`}
        width={`${to - from}%`}
        height="100%"
      />
    ) : (
      <rect
        key={from}
        className={classes['out']}
        y={`${from}%`}
        height={`${to - from}%`}
        width="100%"
      />
    ),
  );
}

/** One path of zero-length strokes: a thousand elements would be slow. */
function pathOf(
  dots: readonly { x: number; y: number }[],
  across: Range,
  up: Range,
): string {
  return dots
    .map(
      ({ x, y }) =>
        `M${percentIn(x, across).toFixed(2)} ${(100 - percentIn(y, up)).toFixed(2)}h0`,
    )
    .join('');
}

function usePosition(
  name: string | undefined,
  planned: number | null,
): number | null {
  const value = useDevice(name ?? null)?.value;
  return typeof value === 'number' ? value : planned;
}

function describe(plan: ScanPlan): string {
  const ways = plan.axes.map(
    ({ name, unit, lowest, highest }) =>
      `${name} from ${formatNumber(lowest, 3)} to ${formatNumber(highest, 3)} ${unit}`,
  );
  return `Preview: ${ways.join(', ')}`;
}
