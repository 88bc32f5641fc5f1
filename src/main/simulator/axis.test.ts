import { expect, test } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import { SimulatedAxis, type AxisSettings } from './axis.ts';

function make(settings: Partial<AxisSettings> = {}) {
  const clock = new VirtualClock();
  const axis = new SimulatedAxis(
    {
      position: 0,
      velocity: 1000,
      acceleration: 2000,
      lower: -5000,
      upper: 5000,
      home: 0,
      lag: 0,
      settlingMs: 0,
      ...settings,
    },
    clock,
  );
  return { clock, axis };
}

test('a motor ramps up, cruises and ramps down', async () => {
  const { clock, axis } = make();
  axis.moveTo(2000);
  await clock.advance(500);
  expect([axis.position, axis.speed]).toEqual([250, 1000]);
  await clock.advance(1999);
  expect(axis.isMoving).toBe(true);
  await clock.advance(1);
  expect([axis.isMoving, axis.position, axis.cause]).toEqual([
    false,
    2000,
    'target',
  ]);
});

test('a stop takes its ramp', async () => {
  const { clock, axis } = make();
  axis.moveTo(4000);
  await clock.advance(1000);
  axis.stop();
  expect([axis.isMoving, axis.position]).toEqual([true, 750]);
  await clock.advance(500);
  expect([axis.isMoving, axis.position, axis.cause]).toEqual([
    false,
    1000,
    'stopped',
  ]);
});

test('an abort is abrupt', async () => {
  const { clock, axis } = make();
  axis.moveTo(4000);
  await clock.advance(1000);
  axis.abort();
  expect([axis.isMoving, axis.position, axis.cause]).toEqual([
    false,
    750,
    'aborted',
  ]);
});

test('a stop of a motor that stands changes nothing', async () => {
  const { clock, axis } = make();
  axis.moveTo(100);
  await clock.advance(5000);
  axis.stop();
  expect(axis.cause).toBe('target');
});

test('a limit switch ends a move, and lets the motor back off', async () => {
  const { clock, axis } = make({ upper: 300 });
  axis.moveTo(4000);
  await clock.advance(5000);
  expect([axis.position, axis.isAtUpper, axis.cause]).toEqual([
    300,
    true,
    'upper',
  ]);
  axis.moveTo(400);
  await clock.advance(5000);
  expect([axis.position, axis.cause]).toEqual([300, 'upper']);
  axis.moveTo(200);
  await clock.advance(5000);
  expect([axis.position, axis.isAtUpper, axis.cause]).toEqual([
    200,
    false,
    'target',
  ]);
});

test('a new target on the way is taken up without a jump', async () => {
  const { clock, axis } = make();
  axis.moveTo(4000);
  await clock.advance(1000);
  const before = axis.position;
  axis.moveTo(-100);
  expect(axis.position).toBe(before);
  await clock.advance(10_000);
  expect(axis.position).toBe(-100);
});

test('the load lags in motion and drifts into place at the end', async () => {
  const { clock, axis } = make({ lag: 8, settlingMs: 50 });
  axis.moveTo(1000);
  await clock.advance(700);
  expect(axis.position - axis.measured).toBe(8);
  await clock.advance(800);
  expect([axis.isMoving, axis.isSettling, axis.position]).toEqual([
    false,
    true,
    1000,
  ]);
  expect(axis.measured).toBe(992);
  await clock.advance(10);
  expect(axis.measured).toBeGreaterThan(992);
  expect(axis.measured).toBeLessThan(1000);
  await clock.advance(40);
  expect([axis.isSettling, axis.measured]).toEqual([false, 1000]);
});

test('a new register value moves nothing, and not the limit switch either', async () => {
  const { clock, axis } = make({ upper: 300 });
  axis.define(10_000);
  expect([axis.position, axis.load]).toEqual([10_000, 0]);
  axis.moveTo(11_000);
  await clock.advance(5000);
  expect([axis.position, axis.load]).toEqual([10_300, 300]);
});

test('a search for home runs through the switch and stops with the ramp', async () => {
  const { clock, axis } = make({ home: 600 });
  expect(axis.seekHome(1)).toBe(true);
  await clock.advance(5000);
  expect([axis.position, axis.home, axis.cause]).toEqual([850, 600, 'home']);
});

test('a search for home on the wrong side ends at the limit switch', async () => {
  const { clock, axis } = make({ home: 600, lower: -200 });
  expect(axis.seekHome(-1)).toBe(false);
  await clock.advance(5000);
  expect([axis.position, axis.cause]).toEqual([-200, 'lower']);
});

test('a jog goes on until it is stopped', async () => {
  const { clock, axis } = make();
  axis.jog(-500);
  await clock.advance(2000);
  expect(axis.speed).toBe(-500);
  axis.jog(0);
  await clock.advance(1000);
  expect([axis.isMoving, axis.cause]).toEqual([false, 'stopped']);
});

test.each([
  [0, 600],
  [1000, 600],
  [600, 600],
])(
  'from %d it is found home at %d, from a little behind it',
  async (position, home) => {
    const { clock, axis } = make({ position, home });
    const seconds = axis.findHome(500);
    expect(seconds).toBeGreaterThan(0.5);
    await clock.advance(seconds * 1000 - 1);
    expect(axis.isMoving).toBe(true);
    await clock.advance(2);
    expect([axis.isMoving, axis.position, axis.cause]).toEqual([
      false,
      home,
      'home',
    ]);
  },
);

test('home close to a limit switch is found without touching it', async () => {
  const { clock, axis } = make({ home: 4990 });
  await clock.advance(axis.findHome(1000) * 1000 + 1);
  expect([axis.position, axis.cause]).toEqual([4990, 'home']);
});

test('a load that is stuck stays where it is while the motor goes on, and comes after it when it is free', async () => {
  const { clock, axis } = make();
  axis.moveTo(2000);
  await clock.advance(1000);
  axis.jam(true);
  await clock.advance(5000);
  expect([axis.position, axis.measured, axis.load]).toEqual([2000, 750, 750]);
  axis.jam(false);
  expect(axis.measured).toBe(2000);
});

test('a load that is stuck touches no limit switch', async () => {
  const { clock, axis } = make({ upper: 300 });
  axis.jam(true);
  axis.moveTo(4000);
  await clock.advance(5000);
  expect(axis.isAtUpper).toBe(false);
});

test('without power the motor is where its load is', async () => {
  const { clock, axis } = make();
  axis.jam(true);
  axis.moveTo(2000);
  await clock.advance(1000);
  axis.letGo();
  expect([axis.isMoving, axis.position, axis.measured]).toEqual([false, 0, 0]);
});

test('where it will stand is known while it moves', async () => {
  const { clock, axis } = make();
  axis.moveTo(4000);
  await clock.advance(1000);
  expect(axis.destination).toBe(4000);
  axis.stop();
  expect(axis.destination).toBe(1000);
});

test('home on a limit switch is found from everywhere', async () => {
  const found = [];
  for (const velocity of [7, 100, 333, 512, 2500]) {
    for (const position of [0, 1, 17, 500, 1234, 9999]) {
      const { clock, axis } = make({
        position,
        acceleration: velocity * 7.3,
        lower: 0,
        upper: 10_000,
      });
      await clock.advance(axis.findHome(velocity) * 1000 + 1);
      found.push([axis.cause, axis.position === 0]);
    }
  }
  expect(found).toEqual(Array.from(found, () => ['home', true]));
});

test('a move that ends on a limit switch has reached its target', async () => {
  const causes = [];
  for (const velocity of [7, 100, 333, 512, 2500]) {
    const { clock, axis } = make({ velocity, acceleration: velocity * 7.3 });
    axis.moveTo(5000);
    await clock.advance(1_000_000);
    causes.push(axis.cause);
  }
  expect(new Set(causes)).toEqual(new Set(['target']));
});
