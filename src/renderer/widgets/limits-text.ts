import type { Limits } from '../../contract/devices.ts';
import { formatNumber } from './format.ts';

/** Limits in words: `−2.000 to 4.500 mm`, `from −2.000 mm`, `up to 4.500 mm`, `no limits`. */
export function limitsText(
  { lower, upper }: Limits,
  decimals: number,
  unit: string,
): string {
  const end = unit === '' ? '' : ` ${unit}`;
  if (lower !== null && upper !== null) {
    return `${formatNumber(lower, decimals)} to ${formatNumber(upper, decimals)}${end}`;
  }
  if (lower !== null) {
    return `from ${formatNumber(lower, decimals)}${end}`;
  }
  return upper === null
    ? 'no limits'
    : `up to ${formatNumber(upper, decimals)}${end}`;
}
