/** How fast an axis travels, in dial units: units per second, and units per second squared. */
export interface Speed {
  readonly velocity: number;
  readonly acceleration: number;
}

/** Seconds that a trapezoidal ramp takes over a distance in dial units; a short way never reaches full speed. */
export function travelSeconds(
  { velocity, acceleration }: Speed,
  distance: number,
): number {
  const ramp = velocity / acceleration;
  return distance >= velocity * ramp
    ? distance / velocity + ramp
    : 2 * Math.sqrt(distance / acceleration);
}
