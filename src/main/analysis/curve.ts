/** One point of a curve, in the units of its columns. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The finite points of a curve in order of x, one per x: their mean where there are several. */
export function cleanCurve(x: Float64Array, y: Float64Array): Point[] {
  const points: Point[] = [];
  for (let i = 0; i < Math.min(x.length, y.length); i += 1) {
    const point = { x: x[i] ?? NaN, y: y[i] ?? NaN };
    if (Number.isFinite(point.x) && Number.isFinite(point.y))
      points.push(point);
  }
  points.sort((a, b) => a.x - b.x);
  const merged: Point[] = [];
  for (let i = 0; i < points.length;) {
    const start = points[i]?.x ?? NaN;
    let sum = 0;
    let count = 0;
    for (; i < points.length && points[i]?.x === start; i += 1) {
      sum += points[i]?.y ?? 0;
      count += 1;
    }
    merged.push({ x: start, y: sum / count });
  }
  return merged;
}
