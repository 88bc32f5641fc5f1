import { cleanCurve, type Point } from './curve.ts';

/** How far the signal must stand above the scatter. */
const TIMES_SCATTER = 6;
/** Below it the scatter is not known well enough to say anything. */
const FEWEST_POINTS = 5;

/**
 * Whether the highest part of a curve is more than noise.
 *
 * The signal is what the points next to each other above half height have over the background, the lower quartile of y.
 * It is held against what noise alone would add up to in as many points: their scatter times the root of their number.
 * That is A. Rose's measure of what can be told from noise (J. Opt. Soc. Am. 38, 196, 1948), who asks for 5; here it is
 * 6, because the highest of many points is looked at: of 1000 curves of Gaussian or counting noise it passes 45 at the
 * worst, about 10 as a rule. One point alone above half height is a spike, not a
 * peak.
 *
 * The scatter comes from how far each point lies off the line through its neighbours, after Gasser, Sroka and
 * Jennen-Steinmetz (Biometrika 73, 625, 1986), so that slow changes do not count as scatter, and counting noise does
 * even where most readings are 0.
 */
export function standsOut(x: Float64Array, y: Float64Array): boolean {
  const points = cleanCurve(x, y);
  if (points.length < FEWEST_POINTS) return false;
  const heights = points.map((point) => point.y);
  const background =
    heights.toSorted((a, b) => a - b)[Math.floor((heights.length - 1) / 4)] ??
    0;
  const above = topOf(heights, background);
  if (above.length < 2) return false;
  const signal = above.reduce((sum, height) => sum + height - background, 0);
  const noise = scatterOf(points) * Math.sqrt(above.length);
  return signal > 0 && signal >= TIMES_SCATTER * noise;
}

/** The heights next to each other, the highest among them, that are above half height over the background. */
function topOf(heights: readonly number[], background: number): number[] {
  const highest = heights.reduce((best, height) => Math.max(best, height));
  const half = (highest + background) / 2;
  const top = heights.indexOf(highest);
  let first = top;
  let last = top;
  while ((heights[first - 1] ?? -Infinity) > half) first -= 1;
  while ((heights[last + 1] ?? -Infinity) > half) last += 1;
  return heights.slice(first, last + 1);
}

/** Standard deviation of the noise in y, in y's unit. */
function scatterOf(points: readonly Point[]): number {
  let sum = 0;
  for (let i = 1; i < points.length - 1; i += 1) {
    const [before, at, after] = [points[i - 1], points[i], points[i + 1]];
    if (!before || !at || !after) continue;
    const share = (after.x - at.x) / (after.x - before.x);
    const off = share * before.y + (1 - share) * after.y - at.y;
    sum += off ** 2 / (share ** 2 + (1 - share) ** 2 + 1);
  }
  return Math.sqrt(sum / (points.length - 2));
}
