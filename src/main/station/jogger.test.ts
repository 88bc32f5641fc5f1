import { describe, expect, it } from 'vitest';
import { instantAxis } from '../device/testing/instant.ts';
import { Jogger } from './jogger.ts';

/** An axis whose moves end when the test says so. */
function slowAxis() {
  const axis = instantAxis('samx', { limits: { lower: -1, upper: 1 } });
  const targets: number[] = [];
  const finish: (() => void)[] = [];
  const { movable } = axis;
  if (!movable) throw new Error('An axis moves.');
  const move = movable.move.bind(movable);
  const device = Object.assign(axis, {
    movable: {
      ...movable,
      position: () => movable.position(),
      limits: () => movable.limits(),
      async move(target: number) {
        targets.push(target);
        await new Promise<void>((resolve) => finish.push(resolve));
        return move(target);
      },
    },
  });
  return { device, targets, finishMove: () => finish.shift()?.() };
}

describe('Jogger', () => {
  it('makes one move and one more of ten quick clicks', async () => {
    const { device, targets, finishMove } = slowAxis();
    const jogger = new Jogger();
    const clicks = Array.from({ length: 10 }, () => jogger.jog(device, 0.05));
    finishMove();
    await expect.poll(() => targets.length).toBe(2);
    finishMove();
    const reached = await Promise.all(clicks);
    expect(targets[0]).toBeCloseTo(0.05);
    expect(targets[1]).toBeCloseTo(0.5);
    expect(reached.every((position) => Math.abs(position - 0.5) < 1e-9)).toBe(
      true,
    );
  });

  it('ends at the limit, and refuses to begin there', async () => {
    const { device, targets, finishMove } = slowAxis();
    const jogger = new Jogger();
    const click = jogger.jog(device, 5);
    finishMove();
    expect(await click).toBe(1);
    expect(targets).toEqual([1]);
    expect(() => jogger.jog(device, 0.1)).toThrow('upper limit');
  });
});
