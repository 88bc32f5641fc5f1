import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import { Deadline } from './deadline.ts';

function make() {
  const clock = new VirtualClock();
  const rung: number[] = [];
  const deadline = new Deadline(clock, () => rung.push(clock.monotonic()));
  return { clock, deadline, rung };
}

describe('A deadline', () => {
  it('is due once, at its time', async () => {
    const { clock, deadline, rung } = make();
    deadline.set(100);
    await clock.advance(500);
    expect(rung).toEqual([100]);
  });

  it('is not due once it was lifted', async () => {
    const { clock, deadline, rung } = make();
    deadline.set(100);
    deadline.lift();
    await clock.advance(500);
    expect(rung).toEqual([]);
  });

  it('moves on with every setting, later and earlier, on one timer', async () => {
    const { clock, deadline, rung } = make();
    deadline.set(100);
    deadline.lift();
    deadline.set(300);
    expect(clock.waiting).toBe(1);
    await clock.advance(200);
    expect(rung).toEqual([]);
    deadline.set(250);
    await clock.advance(1000);
    expect(rung).toEqual([250]);
  });

  it('leaves no timer behind when it is closed', () => {
    const { clock, deadline } = make();
    deadline.set(100);
    deadline.close();
    expect(clock.waiting).toBe(0);
  });
});
