/** So many planned points weigh as much as the measured ones, so that the first few do not throw the estimate about. */
const PRIOR_POINTS = 5;

/** Seconds per point, from the plan at first and more and more from what was measured; the expected end follows smoothly. */
export class Pace {
  readonly #points: number;
  readonly #prior: number;

  /** @param expectedSeconds duration of the whole run as planned */
  constructor(points: number, expectedSeconds: number) {
    this.#points = points;
    this.#prior = expectedSeconds / Math.max(1, points);
  }

  /**
   * Seconds still to go.
   *
   * @param done points recorded
   * @param atLastPoint active seconds when the last point was recorded
   * @param now active seconds now
   */
  remaining(done: number, atLastPoint: number, now: number): number {
    const mean =
      (PRIOR_POINTS * this.#prior + atLastPoint) / (PRIOR_POINTS + done);
    // The point under way is partly done; once it takes longer than usual the end moves on with the clock.
    const underWay = Math.min(mean, now - atLastPoint);
    return Math.max(0, (this.#points - done) * mean - underWay);
  }
}
