import { describe, expect, it } from 'vitest';
import { createRedrawLoop, type Frames } from './redraw-loop.ts';

describe('the redraw loop', () => {
  it('draws once for any number of requests before a frame', async () => {
    const page = fakePage();
    let drawn = 0;
    const loop = createRedrawLoop(
      () => {
        drawn++;
        return Promise.resolve();
      },
      undefined,
      page.frames,
    );
    for (let i = 0; i < 1000; i++) loop.request();
    await page.frame(16);
    await page.frame(16);
    expect(drawn).toBe(1);
  });

  it('does not begin a drawing while one is under way, and draws the last state after it', async () => {
    const page = fakePage();
    const finish: (() => void)[] = [];
    const loop = createRedrawLoop(
      () => new Promise<void>((done) => finish.push(done)),
      undefined,
      page.frames,
    );
    loop.request();
    await page.frame(16);
    loop.request();
    await page.frame(16);
    await page.frame(16);
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await page.frame(0);
    await page.frame(100);
    expect(finish).toHaveLength(2);
  });

  it('rests as long as the drawing took', async () => {
    const page = fakePage();
    const drawnAt: number[] = [];
    const loop = createRedrawLoop(
      () => {
        drawnAt.push(page.frames.now());
        page.advance(50);
        return Promise.resolve();
      },
      undefined,
      page.frames,
    );
    for (let i = 0; i < 40; i++) {
      loop.request();
      await page.frame(10);
    }
    const gaps = drawnAt.slice(1).map((at, i) => at - (drawnAt[i] ?? 0));
    expect(gaps.length).toBeGreaterThan(1);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100);
  });

  it('keeps the least interval that is asked of it', async () => {
    const page = fakePage();
    let drawn = 0;
    const loop = createRedrawLoop(
      () => {
        drawn++;
        return Promise.resolve();
      },
      () => 200,
      page.frames,
    );
    for (let i = 0; i < 100; i++) {
      loop.request();
      await page.frame(10);
    }
    expect(drawn).toBe(5);
  });

  it('draws nothing after it was stopped', async () => {
    const page = fakePage();
    let drawn = 0;
    const loop = createRedrawLoop(
      () => {
        drawn++;
        return Promise.resolve();
      },
      undefined,
      page.frames,
    );
    loop.request();
    loop.stop();
    await page.frame(16);
    expect(drawn).toBe(0);
  });
});

/** A page whose frames and clock move by hand. */
function fakePage(): {
  frames: Frames;
  advance: (milliseconds: number) => void;
  frame: (milliseconds: number) => Promise<void>;
} {
  let now = 0;
  let last = 0;
  let waiting = new Map<number, () => void>();
  return {
    frames: {
      now: () => now,
      request: (callback) => {
        waiting.set(++last, callback);
        return last;
      },
      cancel: (id) => {
        waiting.delete(id);
      },
    },
    advance: (milliseconds) => {
      now += milliseconds;
    },
    frame: async (milliseconds) => {
      now += milliseconds;
      const due = waiting;
      waiting = new Map();
      for (const callback of due.values()) callback();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}
