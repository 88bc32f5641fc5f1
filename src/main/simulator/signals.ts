import type { Factor } from './world-config.ts';

/** Where an axis is, in its unit. */
export type Places = (axis: string) => number;

/** The value of a factor, 0...1, where the axes are now. */
export function factorAt(factor: Factor, at: Places): number {
  const x = placeOf(factor.axis, at) - factor.centre;
  switch (factor.kind) {
    case 'gaussian':
      return Math.exp(-4 * Math.LN2 * (x / factor.fwhm) ** 2);
    case 'edge': {
      const rising = (1 + erf((2 * x) / factor.width)) / 2;
      return factor.direction === 'rising' ? rising : 1 - rising;
    }
  }
}

/** The error function, to 1.5e-7 (Abramowitz and Stegun, 7.1.26). */
export function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}

function placeOf(place: Factor['axis'], at: Places): number {
  if (typeof place === 'string') return at(place);
  return Object.entries(place).reduce(
    (sum, [axis, share]) => sum + share * at(axis),
    0,
  );
}
