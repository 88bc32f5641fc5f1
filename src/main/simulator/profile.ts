/** A stretch of motion with constant acceleration. Steps, seconds. */
export interface Segment {
  readonly seconds: number;
  readonly position: number;
  readonly velocity: number;
  readonly acceleration: number;
}

/** Where a motor is and how fast it goes: steps, steps/s. */
export interface Motion {
  readonly position: number;
  readonly velocity: number;
}

/** What a motor may do: steps/s, steps/s2. */
export interface Pace {
  readonly velocity: number;
  readonly acceleration: number;
}

/** A profile that ends at `target`, from any state of motion: ramp, cruise, ramp, and a turn first where one is needed. */
export function planMove(from: Motion, target: number, pace: Pace): Segment[] {
  const distance = target - from.position;
  const stopping = from.velocity ** 2 / (2 * pace.acceleration);
  const isAway = from.velocity * distance < 0;
  if (from.velocity !== 0 && (isAway || stopping > Math.abs(distance))) {
    const turn = planStop(from, pace);
    const rest = { position: endOf(turn, from).position, velocity: 0 };
    return [...turn, ...planMove(rest, target, pace)];
  }
  if (distance === 0) return [];
  const sign = Math.sign(distance);
  const speed = Math.abs(from.velocity);
  const { acceleration } = pace;
  const top = Math.sqrt(acceleration * Math.abs(distance) + speed ** 2 / 2);
  const cruise = Math.min(Math.max(top, speed), pace.velocity);
  const first = ramp(from, sign * cruise, acceleration);
  const last = cruise ** 2 / (2 * acceleration);
  const middle = target - sign * last - endOf(first, from).position;
  return chain(from, [
    ...steps(first),
    { seconds: (sign * middle) / cruise, acceleration: 0 },
    { seconds: cruise / acceleration, acceleration: -sign * acceleration },
  ]);
}

/** Speeds up (or slows down) to a velocity and keeps it for `seconds`. */
export function planJog(
  from: Motion,
  velocity: number,
  acceleration: number,
  seconds: number,
): Segment[] {
  return chain(from, [
    ...steps(ramp(from, velocity, acceleration)),
    { seconds, acceleration: 0 },
  ]);
}

/** The ramp down to standstill. */
export function planStop(from: Motion, pace: Pace): Segment[] {
  return ramp(from, 0, pace.acceleration);
}

/** The state of motion after a time. */
export function motionAt(
  segments: readonly Segment[],
  start: Motion,
  seconds: number,
): Motion {
  let left = seconds;
  for (const segment of segments) {
    if (left <= segment.seconds) return along(segment, Math.max(0, left));
    left -= segment.seconds;
  }
  return endOf(segments, start);
}

/** How long a profile takes, seconds. */
export function secondsOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + segment.seconds, 0);
}

/** When a profile first crosses a position in the given direction, seconds from its begin; `undefined` = never. */
export function crossing(
  segments: readonly Segment[],
  mark: number,
  direction: 1 | -1,
): number | undefined {
  let passed = 0;
  for (const segment of segments) {
    const at = crossingIn(segment, mark, direction);
    if (at !== undefined) return passed + at;
    passed += segment.seconds;
  }
  return undefined;
}

/** The begin of a profile, up to a time. */
export function cut(segments: readonly Segment[], seconds: number): Segment[] {
  const kept: Segment[] = [];
  let left = seconds;
  for (const segment of segments) {
    if (left <= 0) break;
    kept.push({ ...segment, seconds: Math.min(left, segment.seconds) });
    left -= segment.seconds;
  }
  return kept;
}

type Step = Pick<Segment, 'seconds' | 'acceleration'>;

function ramp(from: Motion, velocity: number, acceleration: number): Segment[] {
  const change = velocity - from.velocity;
  if (change === 0) return [];
  return chain(from, [
    {
      seconds: Math.abs(change) / acceleration,
      acceleration: Math.sign(change) * acceleration,
    },
  ]);
}

function steps(segments: readonly Segment[]): Step[] {
  return segments.map(({ seconds, acceleration }) => ({
    seconds,
    acceleration,
  }));
}

function chain(from: Motion, parts: readonly Step[]): Segment[] {
  const segments: Segment[] = [];
  let motion = from;
  for (const part of parts) {
    if (part.seconds <= 0) continue;
    const segment = { ...motion, ...part };
    segments.push(segment);
    motion = along(segment, part.seconds);
  }
  return segments;
}

function along(segment: Segment, seconds: number): Motion {
  const { position, velocity, acceleration } = segment;
  return {
    position: position + velocity * seconds + (acceleration * seconds ** 2) / 2,
    velocity: velocity + acceleration * seconds,
  };
}

function endOf(segments: readonly Segment[], start: Motion): Motion {
  const last = segments.at(-1);
  return last ? along(last, last.seconds) : { ...start, velocity: 0 };
}

function crossingIn(
  segment: Segment,
  mark: number,
  direction: 1 | -1,
): number | undefined {
  const distance = mark - segment.position;
  const { velocity, acceleration } = segment;
  const isBeyond = distance * direction <= 0;
  const heading = velocity === 0 ? acceleration : velocity;
  if (isBeyond && heading * direction > 0) return 0;
  const roots =
    acceleration === 0
      ? [distance / velocity]
      : [-1, 1].map(
          (sign) =>
            (-velocity +
              sign * Math.sqrt(velocity ** 2 + 2 * acceleration * distance)) /
            acceleration,
        );
  const times = roots.filter(
    (seconds) =>
      seconds >= 0 &&
      seconds <= segment.seconds &&
      (velocity + acceleration * seconds) * direction > 0,
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}
