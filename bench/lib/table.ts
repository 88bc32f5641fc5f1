/** One measured thing beside its reference, measured in the same run. */
export interface Row {
  readonly what: string;
  readonly ours: string;
  readonly reference: string;
  /** Ours over the reference. */
  readonly ratio: number | null;
  /** What design asks for, and whether it holds. */
  readonly goal: string;
  readonly holds: boolean | null;
}

/** Rows as text, columns aligned. */
export function tableOf(rows: readonly Row[]): string {
  const cells = [
    ['what', 'ours', 'reference', 'ratio', 'goal', ''],
    ...rows.map(({ what, ours, reference, ratio, goal, holds }) => [
      what,
      ours,
      reference,
      ratio === null ? '' : ratio.toFixed(2),
      goal,
      holds === null ? '' : holds ? 'holds' : 'MISSED',
    ]),
  ];
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle one. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN
  );
}

/** `12.3 us`. */
export function inMicroseconds(ms: number): string {
  return `${(ms * 1000).toFixed(1)} us`;
}
