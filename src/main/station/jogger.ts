import type { Limits } from '../../contract/devices.ts';
import type { Device, Movable } from '../device/types.ts';
import { BeamtimeError } from '../../contract/errors.ts';

/**
 * Jogs by latest-wins: one move in flight, its successor always the newest target. Ten quick clicks are one
 * move and one more, not ten queued moves that run into the end.
 */
export class Jogger {
  /** Where each jogged axis is to end up; the promise settles when it is there. */
  readonly #jobs = new Map<string, { target: number; done: Promise<number> }>();

  /** Moves by a step from where the axis stands or is going, at most to the limit. Resolves with the position reached. */
  jog(device: Device, by: number, signal?: AbortSignal): Promise<number> {
    const { movable } = device;
    const { name } = device.info;
    if (!movable) {
      throw new BeamtimeError('unsupported', `${name} cannot be moved.`);
    }
    const job = this.#jobs.get(name);
    const from = job?.target ?? movable.position();
    if (from === undefined) {
      throw new BeamtimeError(
        'state',
        `${name} has not told its position yet, so it cannot be moved by a step. Wait until it is connected.`,
      );
    }
    const target = clamp(from + by, movable.limits());
    if (target === from) {
      throw new BeamtimeError(
        'limit',
        `${name} is at its ${by > 0 ? 'upper' : 'lower'} limit already.`,
      );
    }
    if (job) {
      job.target = target;
      return job.done;
    }
    const next = { target, done: Promise.resolve(from) };
    next.done = this.#follow(movable, next, signal).finally(() => {
      this.#jobs.delete(name);
    });
    this.#jobs.set(name, next);
    return next.done;
  }

  async #follow(
    movable: Movable,
    job: { target: number },
    signal: AbortSignal | undefined,
  ): Promise<number> {
    for (;;) {
      const { target } = job;
      const reached = await movable.move(target, signal);
      if (job.target === target) return reached;
    }
  }
}

function clamp(target: number, { lower, upper }: Limits): number {
  return Math.min(
    Math.max(target, lower ?? Number.NEGATIVE_INFINITY),
    upper ?? Number.POSITIVE_INFINITY,
  );
}
