import type { Run } from '../../../contract/runs.ts';
import type { RunPoints } from '../../stores/points.ts';

/**
 * A run's points as CSV (RFC 4180, decimal point): lines with `#` that say what it is, one line of names with
 * units, one line per point with every digit the numbers have. What was not measured is empty.
 */
export function csvOf(run: Run, points: RunPoints): string {
  const head = [
    `# run ${run.number}: ${run.title}`,
    `# ${run.proposal} ${run.sample} ${run.dataset}, started ${new Date(run.startedAt).toISOString()}`,
    points.columns
      .map(({ name, unit }) => quoted(unit === '' ? name : `${name} (${unit})`))
      .join(','),
  ];
  const columns = points.columns.map(({ name }) => points.column(name));
  const rows = Array.from({ length: points.count }, (_, i) =>
    columns.map((column) => numberText(column?.[i])).join(','),
  );
  return `${[...head, ...rows].join('\r\n')}\r\n`;
}

function numberText(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? '' : String(value);
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
