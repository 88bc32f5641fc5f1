import type { Path } from './types.ts';

/** Whether a place is another one or inside it. */
export function isInside(path: Path, outer: Path): boolean {
  return outer.every((step, index) => path[index] === step);
}
