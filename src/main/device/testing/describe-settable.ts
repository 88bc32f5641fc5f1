import { describe, expect, it } from 'vitest';
import { mainParameter } from '../actions.ts';
import { setDevice } from './command.ts';
import type { Device } from '../types.ts';
import type { LineFaults } from './movable-bench.ts';
import { refusal, untilStatus } from './until.ts';

/** Something that takes values, ready to be tried. */
export interface SettableBench {
  readonly device: Device;
  readonly line?: LineFaults;
  /** Two values that it takes, and one that it does not. */
  readonly values: readonly [number | string, number | string];
  readonly wrong: { readonly value: number | string; readonly code: string };
  close(): Promise<void>;
}

/** What everything that takes a value does: a shutter, a setpoint. */
export function describeSettable(
  title: string,
  open: () => Promise<SettableBench>,
): void {
  const trial = (what: string, act: (bench: SettableBench) => Promise<void>) =>
    it.concurrent(what, async () => {
      const bench = await open();
      try {
        await untilStatus(bench.device, 'idle');
        await act(bench);
      } finally {
        await bench.close();
      }
    });

  describe(`${title} as something to set`, () => {
    trial(
      'is where it was set to when the setting is over',
      async ({ device, values }) => {
        for (const value of [...values, ...values]) {
          await setDevice(device, value);
          expect(device.reading().value).toBe(value);
          if (device.readable) expect(await device.readable.read()).toBe(value);
        }
      },
    );

    trial(
      'refuses what it does not take, and stays',
      async ({ device, values, wrong }) => {
        await setDevice(device, values[0]);
        expect((await refusal(setDevice(device, wrong.value))).code).toBe(
          wrong.code,
        );
        expect(device.reading().value).toBe(values[0]);
      },
    );

    trial('refuses while it is locked', async ({ device, values }) => {
      mainParameter(device).lockBy({ who: 'Anna', why: 'beam is not wanted' });
      expect((await refusal(setDevice(device, values[0]))).message).toContain(
        'Anna',
      );
    });

    trial(
      'is offline when the line is cut',
      async ({ device, line, values }) => {
        if (!line) return;
        line.cut();
        await untilStatus(device, 'offline');
        expect((await refusal(setDevice(device, values[0]))).code).toBe(
          'disconnected',
        );
        if (line.comesBack) await untilStatus(device, 'idle');
      },
    );
  });
}
