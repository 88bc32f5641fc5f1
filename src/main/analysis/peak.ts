import type { Peak } from '../../contract/runs.ts';
import { cleanCurve, type Point } from './curve.ts';
import { standsOut } from './stands-out.ts';

const NONE: Peak = {
  max: null,
  min: null,
  centre: null,
  centreOfMass: null,
  fwhm: null,
};

/** What `findPeak` says of a curve that stands out from its scatter; nothing of one that does not. */
export function findClearPeak(x: Float64Array, y: Float64Array): Peak {
  return standsOut(x, y) ? findPeak(x, y) : NONE;
}

/**
 * Characteristic positions of a curve, in x's unit. `max`, `min`: x at the highest and lowest y; `centre`: middle of the
 * two places where y crosses half of its height over the lowest y, interpolated, `fwhm` their distance; `centreOfMass`:
 * mean of x weighted with y over the lowest y. As `peak`, `trough`, `cen`, `fwhm`, `com` of BLISS. Points that are not
 * finite are left out; points at the same x count as their mean. Null where the curve has none: a flat one, fewer than
 * three points, a half height that is crossed on one side only.
 */
export function findPeak(x: Float64Array, y: Float64Array): Peak {
  const points = cleanCurve(x, y);
  if (points.length < 3) return NONE;
  const highest = points.reduce((best, point) =>
    point.y > best.y ? point : best,
  );
  const lowest = points.reduce((best, point) =>
    point.y < best.y ? point : best,
  );
  if (highest.y === lowest.y) return NONE;
  const half = (highest.y + lowest.y) / 2;
  const top = points.indexOf(highest);
  const left = crossing(points, top, -1, half);
  const right = crossing(points, top, 1, half);
  const hasBoth = left !== null && right !== null;
  return {
    max: highest.x,
    min: lowest.x,
    centre: hasBoth ? (left + right) / 2 : null,
    centreOfMass: centreOfMass(points, lowest.y),
    fwhm: hasBoth ? right - left : null,
  };
}

/** Walks down from the top until half height is crossed. */
function crossing(
  points: readonly Point[],
  top: number,
  step: 1 | -1,
  half: number,
): number | null {
  for (let i = top; ; i += step) {
    const above = points[i];
    const below = points[i + step];
    if (!above || !below) return null;
    if (below.y > half) continue;
    const fraction = (above.y - half) / (above.y - below.y);
    return above.x + fraction * (below.x - above.x);
  }
}

function centreOfMass(points: readonly Point[], lowest: number): number {
  let weight = 0;
  let moment = 0;
  for (const point of points) {
    weight += point.y - lowest;
    moment += point.x * (point.y - lowest);
  }
  return moment / weight;
}
