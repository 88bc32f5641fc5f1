/** A curve as two columns of equal length. */
export interface Columns {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Thins a curve to the lowest and highest point of each of `buckets` runs of neighbours, so that it looks the
 * same drawn at that many pixels: no spike is lost. A curve of at most `4 * buckets` points comes back as it
 * is. NaN (no value) is passed over; a bucket of nothing but NaN stays a gap.
 */
export function decimate(
  x: Float64Array,
  y: Float64Array,
  buckets: number,
): Columns {
  const count = Math.min(x.length, y.length);
  if (buckets < 1 || count <= 4 * buckets) {
    return { x: x.subarray(0, count), y: y.subarray(0, count) };
  }
  const outX = new Float64Array(2 * buckets);
  const outY = new Float64Array(2 * buckets);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.floor((bucket * count) / buckets);
    const end = Math.floor(((bucket + 1) * count) / buckets);
    const [low, high] = extremes(y, first, end);
    const earlier = Math.min(low, high);
    const later = Math.max(low, high);
    outX[2 * bucket] = x[earlier] ?? NaN;
    outY[2 * bucket] = y[earlier] ?? NaN;
    outX[2 * bucket + 1] = x[later] ?? NaN;
    outY[2 * bucket + 1] = y[later] ?? NaN;
  }
  return { x: outX, y: outY };
}

/**
 * The part of a curve inside a range of x and one point beyond it on each side, if x only rises or only falls;
 * else the whole curve. So a zoomed view keeps every detail.
 */
export function clip(
  x: Float64Array,
  y: Float64Array,
  range: readonly [number, number],
): Columns {
  const count = Math.min(x.length, y.length);
  const direction = monotonic(x, count);
  if (direction === 0)
    return { x: x.subarray(0, count), y: y.subarray(0, count) };
  const low = Math.min(...range);
  const high = Math.max(...range);
  const first =
    direction > 0
      ? search(x, count, (v) => v >= low)
      : search(x, count, (v) => v <= high);
  const end =
    direction > 0
      ? search(x, count, (v) => v > high)
      : search(x, count, (v) => v < low);
  const from = Math.max(0, first - 1);
  const to = Math.min(count, end + 1);
  return { x: x.subarray(from, to), y: y.subarray(from, to) };
}

/** Index of the point of a curve nearest to `at`; -1 for a curve without points. */
export function nearest(x: Float64Array, at: number): number {
  let best = -1;
  let distance = Infinity;
  for (let i = 0; i < x.length; i++) {
    const away = Math.abs((x[i] ?? NaN) - at);
    if (away < distance) {
      distance = away;
      best = i;
    }
  }
  return best;
}

function extremes(
  y: Float64Array,
  first: number,
  end: number,
): [number, number] {
  let low = first;
  let high = first;
  let lowest = Infinity;
  let highest = -Infinity;
  for (let i = first; i < end; i++) {
    const value = y[i] ?? NaN;
    if (value < lowest) {
      lowest = value;
      low = i;
    }
    if (value > highest) {
      highest = value;
      high = i;
    }
  }
  return [low, high];
}

/** 1 = rises, -1 = falls, 0 = neither throughout. */
function monotonic(x: Float64Array, count: number): -1 | 0 | 1 {
  if (count < 2) return 0;
  const direction = (x[count - 1] ?? 0) > (x[0] ?? 0) ? 1 : -1;
  for (let i = 1; i < count; i++) {
    if (!(((x[i] ?? NaN) - (x[i - 1] ?? NaN)) * direction >= 0)) return 0;
  }
  return direction;
}

/** The first index at which `isThere` holds; it holds from there on. */
function search(
  x: Float64Array,
  count: number,
  isThere: (value: number) => boolean,
): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isThere(x[middle] ?? NaN)) high = middle;
    else low = middle + 1;
  }
  return low;
}
