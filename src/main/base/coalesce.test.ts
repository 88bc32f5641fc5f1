import { describe, expect, it } from 'vitest';
import { Coalescer } from './coalesce.ts';
import { VirtualClock } from './virtual-clock.ts';

function counting(clock: VirtualClock) {
  const times: number[] = [];
  const coalescer = new Coalescer(clock, 50, () => {
    times.push(clock.monotonic());
  });
  return { times, coalescer };
}

describe('Coalescer', () => {
  it('acts once for many requests of one turn', async () => {
    const clock = new VirtualClock();
    const { times, coalescer } = counting(clock);
    for (let i = 0; i < 10; i += 1) coalescer.request();
    await clock.advance(1000);
    expect(times).toEqual([0]);
  });

  it('acts at most once per interval and never forgets the last request', async () => {
    const clock = new VirtualClock();
    const { times, coalescer } = counting(clock);
    for (let i = 0; i < 100; i += 1) {
      coalescer.request();
      await clock.advance(3);
    }
    await clock.advance(1000);
    expect(times).toEqual([0, 50, 100, 150, 200, 250, 300]);
  });

  it('acts at once on flush if something is due, and not if nothing is', async () => {
    const clock = new VirtualClock();
    const { times, coalescer } = counting(clock);
    coalescer.flush();
    coalescer.request();
    coalescer.flush();
    await clock.advance(1000);
    expect(times).toEqual([0]);
  });

  it('does nothing after it was closed', async () => {
    const clock = new VirtualClock();
    const { times, coalescer } = counting(clock);
    coalescer.request();
    coalescer.close();
    await clock.advance(1000);
    expect(times).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
