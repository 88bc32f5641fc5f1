import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';
import { sleep } from './wait.ts';

test('timers fire in the order of their times, not of their setting', async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  clock.after(20, () => fired.push(`late ${clock.monotonic()}`));
  clock.after(10, () => fired.push(`early ${clock.monotonic()}`));
  await clock.advance(30);
  expect(fired).toEqual(['early 10', 'late 20']);
  expect(clock.monotonic()).toBe(30);
});

test('promises go on between two timers', async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  async function walk() {
    for (let step = 0; step < 3; step += 1) {
      await sleep(clock, 5);
      await Promise.resolve();
      seen.push(clock.monotonic());
    }
  }
  const done = walk();
  await clock.advance(15);
  await done;
  expect(seen).toEqual([5, 10, 15]);
});

test('a cancelled timer does not fire and no longer waits', async () => {
  const clock = new VirtualClock();
  let isFired = false;
  const cancel = clock.after(1, () => {
    isFired = true;
  });
  cancel();
  await clock.advance(5);
  expect([isFired, clock.waiting]).toEqual([false, 0]);
});

test('settle passes the time a promise needs and no more', async () => {
  const clock = new VirtualClock();
  await clock.settle(sleep(clock, 250));
  expect(clock.monotonic()).toBe(250);
});

test('settle says so when nothing can end the wait', async () => {
  const clock = new VirtualClock();
  await expect(clock.settle(new Promise(() => undefined), 100)).rejects.toThrow(
    'Nothing happened in 100 ms',
  );
});
