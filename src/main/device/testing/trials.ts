import { it } from 'vitest';
import type { LineFaults, MovableBench } from './movable-bench.ts';
import type { Movable } from '../types.ts';
import { untilStatus } from './until.ts';

/** An axis in a trial of its own. */
export interface AxisTrial {
  readonly bench: MovableBench;
  readonly movable: Movable;
  readonly stop: () => Promise<void>;
}

/** Registers a trial. */
export type DefineTrial<T> = (
  title: string,
  act: (trial: T) => Promise<void>,
) => void;

/** Trials of an axis. Each has an axis of its own, so that they can go on at the same time: most of them wait. */
export function axisTrials(
  open: () => Promise<MovableBench>,
): DefineTrial<AxisTrial> {
  return (title, act) => {
    it.concurrent(title, () => withAxis(open, act));
  };
}

/** Trials of an axis whose line is ill. */
export function lineTrials(
  open: () => Promise<MovableBench>,
): DefineTrial<AxisTrial & { readonly line: LineFaults }> {
  return (title, act) => {
    it.concurrent(title, () =>
      withAxis(open, async (trial) => {
        const { line } = trial.bench;
        if (!line) throw new Error('The bench has no line.');
        await act({ ...trial, line });
      }),
    );
  };
}

async function withAxis(
  open: () => Promise<MovableBench>,
  act: (trial: AxisTrial) => Promise<void>,
): Promise<void> {
  const bench = await open();
  try {
    const { device } = bench;
    const { movable, stoppable } = device;
    if (!movable || !stoppable) throw new Error('The device is no axis.');
    await untilStatus(device, 'idle');
    await act({ bench, movable, stop: () => stoppable.stop() });
  } finally {
    await bench.close();
  }
}
