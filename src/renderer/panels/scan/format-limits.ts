import type { DeviceState } from '../../../contract/devices.ts';
import { typedNumber, withRealMinus } from '../../widgets/format.ts';

/** `−2 … 4.5 mm`; an open side is ∞; no limits at all is the unit alone. */
export function formatLimits({
  limits,
  unit,
  decimals,
}: Pick<DeviceState, 'limits' | 'unit' | 'decimals'>): string {
  const { lower = null, upper = null } = limits ?? {};
  if (lower === null && upper === null) return unit;
  const low =
    lower === null
      ? '\u2212\u221e'
      : withRealMinus(typedNumber(lower, decimals));
  const high =
    upper === null ? '\u221e' : withRealMinus(typedNumber(upper, decimals));
  return `${low} … ${high} ${unit}`.trim();
}
