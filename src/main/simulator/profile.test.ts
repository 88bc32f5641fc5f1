import { expect, test } from 'vitest';
import {
  crossing,
  cut,
  motionAt,
  planJog,
  planMove,
  planStop,
  secondsOf,
} from './profile.ts';
import { createRandom } from './random.ts';

const pace = { velocity: 1000, acceleration: 2000 };
const atRest = { position: 0, velocity: 0 };

test('a long move is a ramp, a cruise and a ramp', () => {
  const plan = planMove(atRest, 2000, pace);
  // Ramps of 0.5 s and 250 steps each, 1500 steps between them.
  expect(plan.map(({ seconds }) => seconds)).toEqual([0.5, 1.5, 0.5]);
  expect(motionAt(plan, atRest, 0.5)).toEqual({
    position: 250,
    velocity: 1000,
  });
  expect(motionAt(plan, atRest, 1)).toEqual({ position: 750, velocity: 1000 });
  expect(motionAt(plan, atRest, 99).position).toBe(2000);
});

test('a short move never reaches full speed', () => {
  const plan = planMove(atRest, -80, pace);
  expect(secondsOf(plan)).toBeCloseTo(2 * Math.sqrt(80 / 2000), 9);
  expect(motionAt(plan, atRest, 0.2).velocity).toBeCloseTo(-400, 9);
});

test('a move to where it stands takes no time', () => {
  expect(planMove(atRest, 0, pace)).toEqual([]);
});

test('a stop takes v squared by 2 a', () => {
  const plan = planStop({ position: 100, velocity: -1000 }, pace);
  expect(secondsOf(plan)).toBe(0.5);
  expect(motionAt(plan, atRest, 1).position).toBe(-150);
});

test('a motor that runs the other way turns round first', () => {
  const from = { position: 0, velocity: -1000 };
  const plan = planMove(from, 100, pace);
  expect(motionAt(plan, from, 0.5)).toEqual({ position: -250, velocity: 0 });
  expect(motionAt(plan, from, 99).position).toBeCloseTo(100, 6);
});

test('every profile ends at its target, at rest, without a jump or too much speed', () => {
  const random = createRandom(7, 'profiles');
  for (let trial = 0; trial < 300; trial += 1) {
    const from = {
      position: 1000 * random.next(),
      velocity: 2000 * (random.next() - 0.5),
    };
    const target = 3000 * (random.next() - 0.5);
    const plan = planMove(from, target, pace);
    const total = secondsOf(plan);
    const end = motionAt(plan, from, total);
    expect(end.position).toBeCloseTo(target, 5);
    expect(end.velocity).toBeCloseTo(0, 5);
    for (let step = 0; step < 50; step += 1) {
      const before = motionAt(plan, from, (total * step) / 50);
      const after = motionAt(plan, from, (total * (step + 1)) / 50);
      expect(Math.abs(before.velocity)).toBeLessThanOrEqual(1000 + 1e-6);
      expect(Math.abs(after.position - before.position)).toBeLessThanOrEqual(
        (total / 50) * 1000 + 1e-6,
      );
    }
  }
});

test('a crossing is found in the ramp, in the cruise, and only in its direction', () => {
  const plan = planMove(atRest, 2000, pace);
  expect(crossing(plan, 90, 1)).toBeCloseTo(0.3, 9);
  expect(crossing(plan, 750, 1)).toBeCloseTo(1, 9);
  expect(crossing(plan, 750, -1)).toBeUndefined();
  expect(crossing(plan, 2001, 1)).toBeUndefined();
});

test('a motor that stands on a mark crosses it as soon as it moves on', () => {
  expect(crossing(planMove(atRest, 10, pace), 0, 1)).toBe(0);
  expect(crossing(planMove(atRest, 10, pace), -5, 1)).toBe(0);
  expect(crossing(planMove(atRest, -10, pace), 0, 1)).toBeUndefined();
});

test('a cut profile ends where it was cut', () => {
  const plan = cut(planJog(atRest, 1000, 2000, 60), 1);
  expect(secondsOf(plan)).toBe(1);
  expect(motionAt(plan, atRest, 5).position).toBe(750);
});
