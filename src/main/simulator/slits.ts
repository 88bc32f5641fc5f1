import { erf } from './signals.ts';

/** Share of a Gaussian beam that passes between two blades; nothing passes blades that touch or overlap. */
export function openShare(
  low: number,
  high: number,
  centre: number,
  fwhm: number,
): number {
  if (high <= low) return 0;
  const scale = (2 * Math.sqrt(Math.LN2)) / fwhm;
  return (erf((high - centre) * scale) - erf((low - centre) * scale)) / 2;
}
