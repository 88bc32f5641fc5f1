/** Neighbouring places of which the same is true: all can be reached, or none. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly isBad: boolean;
}

/**
 * Finds the stretches of a row without trying every place: `most` places are tried, evenly spread, both ends among
 * them; where two neighbours disagree the border between them is sought by halving. A stretch that is shorter than the
 * distance of two tried places may be missed.
 */
export function sweep(
  size: number,
  most: number,
  isBad: (place: number) => boolean,
): Stretch[] {
  const stretches: Stretch[] = [];
  let first = 0;
  let left = 0;
  let isLeftBad = isBad(0);
  for (const right of evenly(size, most)) {
    if (right === 0) continue;
    const isRightBad = isBad(right);
    if (isRightBad !== isLeftBad) {
      const border = halve(left, right, isLeftBad, isBad);
      stretches.push({ first, last: border - 1, isBad: isLeftBad });
      first = border;
    }
    left = right;
    isLeftBad = isRightBad;
  }
  stretches.push({ first, last: size - 1, isBad: isLeftBad });
  return stretches;
}

/** How many places of the stretches are bad. */
export function countBad(stretches: readonly Stretch[]): number {
  return stretches.reduce(
    (sum, { first, last, isBad }) => sum + (isBad ? last - first + 1 : 0),
    0,
  );
}

/** The first and the last `most` bad places, in order, each once. */
export function badPlaces(
  stretches: readonly Stretch[],
  most: number,
): number[] {
  const bad = stretches.filter((stretch) => stretch.isBad);
  const places = new Set<number>();
  for (const { first, last } of bad) {
    for (let place = first; place <= last && places.size < most; place += 1) {
      places.add(place);
    }
  }
  const fromEnd = new Set<number>();
  for (const { first, last } of bad.toReversed()) {
    for (let place = last; place >= first && fromEnd.size < most; place -= 1) {
      fromEnd.add(place);
    }
  }
  return [...places.union(fromEnd)].sort((a, b) => a - b);
}

/** At most `most` of `size` places, evenly spread, both ends among them. */
export function* evenly(size: number, most: number): Generator<number> {
  const count = Math.min(size, most);
  for (let i = 0; i < count; i += 1) {
    yield count < 2 ? 0 : Math.round((i * (size - 1)) / (count - 1));
  }
}

/** The first place after `left` at which it is as it is at `right`. */
function halve(
  left: number,
  right: number,
  isLeftBad: boolean,
  isBad: (place: number) => boolean,
): number {
  let low = left;
  let high = right;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isBad(middle) === isLeftBad) low = middle;
    else high = middle;
  }
  return high;
}
