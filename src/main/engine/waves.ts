import type { Devices } from '../device/types.ts';
import { getInTheWay } from '../scan/roots.ts';

/**
 * Which axes of a point may move together: all of them, unless one is made of another, or two of different kinds are made
 * of the same real axes; those go one after the other, because each computes its real targets from where the others
 * stand. Pseudo axes of one kind (a gap and a centre) agree among themselves when they are sent in the same turn.
 */
export function wavesOf(axes: readonly string[], devices: Devices): number[][] {
  const waves: number[][] = [];
  axes.forEach((name, axis) => {
    const last = waves.findLastIndex((wave) =>
      wave.some((member) => getInTheWay(name, axes[member] ?? '', devices)),
    );
    const wave = waves[last + 1];
    if (wave) wave.push(axis);
    else waves.push([axis]);
  });
  return waves;
}
