import { describe, expect, it } from 'vitest';
import { mainParameter } from '../actions.ts';
import type { Device, Readable } from '../types.ts';
import type { LineFaults } from './movable-bench.ts';
import { refusal, untilStatus } from './until.ts';

/** Something that can be read, ready to be tried. */
export interface ReadableBench {
  readonly device: Device;
  readonly line?: LineFaults;
  close(): Promise<void>;
}

/** What everything that can be read does, whatever it is. */
export function describeReadable(
  title: string,
  open: () => Promise<ReadableBench>,
): void {
  const trial = (
    what: string,
    act: (bench: ReadableBench, readable: Readable) => Promise<void>,
  ) =>
    it.concurrent(what, async () => {
      const bench = await open();
      try {
        const { readable } = bench.device;
        if (!readable) throw new Error('The device cannot be read.');
        await untilStatus(bench.device, 'idle');
        await act(bench, readable);
      } finally {
        await bench.close();
      }
    });

  describe(`${title} as something to read`, () => {
    trial(
      'answers with a value and shows it, fresh',
      async ({ device }, readable) => {
        const before = device.reading().time;
        const value = await readable.read();
        expect(device.reading()).toMatchObject({ value, isStale: false });
        expect(device.reading().time).toBeGreaterThanOrEqual(before);
      },
    );

    trial('announces what was read', async ({ device }, readable) => {
      let announced = 0;
      const off = device.onChanged(() => {
        announced += 1;
      });
      await readable.read();
      await Promise.resolve();
      expect(announced).toBeGreaterThan(0);
      off();
      const before = announced;
      await readable.read();
      await Promise.resolve();
      expect(announced).toBe(before);
    });

    trial('has its value as a parameter', async ({ device }, readable) => {
      await readable.read();
      expect(mainParameter(device).last?.value).toBe(device.reading().value);
    });

    trial(
      'lists what went over its line',
      async ({ device, line }, readable) => {
        if (!line) return;
        await readable.read();
        const last = device.traffic().at(-1);
        expect(last?.received).toBeTruthy();
        expect(last?.error).toBeNull();
        expect(line.sent()).toContain(last?.sent);
      },
    );

    trial(
      'reads past replies that come byte by byte',
      async ({ device, line }, readable) => {
        line?.split();
        const value = await readable.read();
        expect(device.reading().value).toBe(value);
      },
    );

    trial(
      'is stale and offline when its line is cut, and refuses to be read',
      async ({ device, line }, readable) => {
        if (!line) return;
        line.cut();
        await untilStatus(device, 'offline');
        expect(device.reading().isStale).toBe(true);
        expect((await refusal(readable.read())).code).toBe('disconnected');
      },
    );
  });
}
