/** A source of numbers that repeats itself: the same seed and name give the same numbers in the same order. */
export interface Random {
  /** Evenly between 0 (included) and 1 (excluded). */
  next(): number;
  /** A count of independent events whose mean is `mean`. */
  poisson(mean: number): number;
}

/** Above this mean a rounded normal distribution cannot be told from a Poisson one. */
const manyEvents = 50;

/**
 * A 32-bit linear congruential state (multiplier and increment of Numerical Recipes, 2nd edition, section 7.1)
 * whose output is scrambled by xor-shifts, since the low bits of such a state are poor.
 */
export function createRandom(seed: number, name: string): Random {
  let state = hash(`${seed} ${name}`);

  function next(): number {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    let bits = state;
    bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
    bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  }

  function normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    return radius * Math.cos(2 * Math.PI * next());
  }

  function poisson(mean: number): number {
    if (mean <= 0) return 0;
    if (mean > manyEvents) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    }
    const limit = Math.exp(-mean);
    let events = -1;
    for (let product = 1; product > limit; events += 1) product *= next();
    return events;
  }

  return { next, poisson };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  return value >>> 0;
}
