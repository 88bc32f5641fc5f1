import type { PositionDifference } from '../../../contract/positions.ts';
import { formatNumber } from '../../widgets/format.ts';
import type { Way } from './view-store.ts';

/** Whether an axis stands where it was saved, as far as the shown decimals tell. */
export function isInPlace({
  difference,
  decimals,
}: PositionDifference): boolean {
  return difference !== null && Math.abs(difference) < 0.5 * 10 ** -decimals;
}

/** A number with its sign, also a plus: `+0.250`, `−1.5`, `0.000`. */
export function formatSigned(value: number | null, decimals: number): string {
  const text = formatNumber(value, decimals);
  return value !== null && value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** The rows in the order in which the axes go. */
export function inOrder(
  rows: readonly PositionDifference[],
  order: readonly string[],
): readonly PositionDifference[] {
  return order.flatMap((axis) => rows.find((row) => row.axis === axis) ?? []);
}

/** The axes that would move: ticked, and not in place already. */
export function axesToMove(
  rows: readonly PositionDifference[],
  { order, unticked }: Way,
): readonly PositionDifference[] {
  return inOrder(rows, order).filter(
    (row) => !unticked.includes(row.axis) && !isInPlace(row),
  );
}

/** Why these axes are not to be sent back; null = they are. */
export function wayRefusal(
  rows: readonly PositionDifference[],
  way: Way,
): string | null {
  if (rows.every(({ axis }) => way.unticked.includes(axis)))
    return 'No axis is ticked.';
  const going = axesToMove(rows, way);
  if (going.length === 0) {
    return rows.length === 1
      ? 'It is in place.'
      : 'All ticked axes are in place.';
  }
  const blocked = going.filter(({ whyNot }) => whyNot !== null);
  return blocked.length === 0
    ? null
    : `${names(blocked)} cannot go there, so nothing moves. Untick ${blocked.length === 1 ? 'it' : 'them'}, or put right what the row says.`;
}

/** `1 axis`, `3 axes`. */
export function countAxes(count: number): string {
  return count === 1 ? '1 axis' : `${count} axes`;
}

function names(rows: readonly PositionDifference[]): string {
  const all = rows.map(({ axis }) => axis);
  const last = all.pop() ?? '';
  return all.length === 0 ? last : `${all.join(', ')} and ${last}`;
}
