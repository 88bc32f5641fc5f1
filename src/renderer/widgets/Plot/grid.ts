/** A map: `rows[j][i]` is the value at `x[i]`, `y[j]`; NaN = not measured yet. */
export interface Grid {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly rows: readonly Float64Array[];
}

/** How the points of a mesh lie: slow axis first; every other row is run backwards if it is a snake. */
export interface GridOrder {
  readonly shape: readonly [slow: number, fast: number];
  readonly isSnake: boolean;
}

/** Row and column of the point with this index. */
export function cellOf(
  point: number,
  { shape, isSnake }: GridOrder,
): [row: number, column: number] {
  const fast = shape[1];
  const row = Math.floor(point / fast);
  const along = point % fast;
  return [row, isSnake && row % 2 === 1 ? fast - 1 - along : along];
}

/** Fills a map with the points there are so far; positions of lines not reached yet are continued. */
export function fillGrid(
  fastAxis: Float64Array,
  slowAxis: Float64Array,
  values: Float64Array,
  order: GridOrder,
): Grid {
  const [slow, fast] = order.shape;
  const rows = Array.from({ length: slow }, () =>
    new Float64Array(fast).fill(NaN),
  );
  const x = new Means(fast);
  const y = new Means(slow);
  const count = Math.min(values.length, slow * fast);
  for (let point = 0; point < count; point++) {
    const [row, column] = cellOf(point, order);
    const line = rows[row];
    if (line) line[column] = values[point] ?? NaN;
    x.add(column, fastAxis[point] ?? NaN);
    y.add(row, slowAxis[point] ?? NaN);
  }
  return { x: continued(x.result()), y: continued(y.result()), rows };
}

/**
 * Start and step of positions that are as good as equally spaced: none is further than a fifth of a step from
 * where it would be. Null if they are not. Equal cells are drawn many times faster.
 */
export function evenSteps(
  values: Float64Array,
): { start: number; step: number } | null {
  const start = values[0] ?? NaN;
  const step = ((values.at(-1) ?? NaN) - start) / (values.length - 1);
  if (!Number.isFinite(step) || step === 0) return null;
  const isEven = values.every(
    (value, i) => Math.abs(value - start - i * step) <= Math.abs(step) / 5,
  );
  return isEven ? { start, step } : null;
}

/** Averages neighbours until neither side has more than `limit` cells: more than that no screen shows at once. */
export function shrinkGrid(grid: Grid, limit: number): Grid {
  const stepX = Math.ceil(grid.x.length / limit);
  const stepY = Math.ceil(grid.y.length / limit);
  if (stepX <= 1 && stepY <= 1) return grid;
  const width = Math.ceil(grid.x.length / stepX);
  const height = Math.ceil(grid.y.length / stepY);
  const rows = Array.from({ length: height }, (_, j) => {
    const means = new Means(width);
    for (const row of grid.rows.slice(j * stepY, (j + 1) * stepY)) {
      row.forEach((value, i) => {
        means.add(Math.floor(i / stepX), value);
      });
    }
    return means.result();
  });
  return { x: averaged(grid.x, stepX), y: averaged(grid.y, stepY), rows };
}

/** Sums per slot; NaN is not counted. */
class Means {
  private readonly sums: Float64Array;
  private readonly counts: Float64Array;

  constructor(length: number) {
    this.sums = new Float64Array(length);
    this.counts = new Float64Array(length);
  }

  add(slot: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.sums[slot] = (this.sums[slot] ?? 0) + value;
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
  }

  result(): Float64Array {
    return this.sums.map((sum, slot) => sum / (this.counts[slot] ?? 0));
  }
}

function averaged(values: Float64Array, step: number): Float64Array {
  const means = new Means(Math.ceil(values.length / step));
  values.forEach((value, i) => {
    means.add(Math.floor(i / step), value);
  });
  return means.result();
}

/** Continues an axis beyond its known part with its mean step (1 if only one position is known yet). */
function continued(values: Float64Array): Float64Array {
  const known = [...values.keys()].filter((i) => !Number.isNaN(values[i]));
  const first = known[0] ?? 0;
  const last = known.at(-1) ?? 0;
  const start = values[first] ?? 0;
  const step =
    last > first ? ((values[last] ?? 0) - start) / (last - first) : 1;
  const origin = Number.isNaN(start) ? 0 : start;
  return values.map((value, i) =>
    Number.isNaN(value) ? origin + (i - first) * step : value,
  );
}
