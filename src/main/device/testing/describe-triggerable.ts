import { describe, expect, it } from 'vitest';
import type { Device, Triggerable } from '../types.ts';
import type { LineFaults } from './movable-bench.ts';
import { refusal, until, untilStatus } from './until.ts';

/** A counter ready to be tried. */
export interface TriggerableBench {
  readonly device: Device;
  readonly line?: LineFaults;
  /** Found in what is sent when a count begins. */
  readonly countCommand?: string;
  close(): Promise<void>;
}

interface Trial {
  readonly bench: TriggerableBench;
  readonly counter: Triggerable;
}

/** What every counter does, whatever drives it. `open` makes a fresh one that is online. */
export function describeTriggerable(
  title: string,
  open: () => Promise<TriggerableBench>,
): void {
  const trial = (what: string, act: (trial: Trial) => Promise<void>) =>
    it.concurrent(what, async () => {
      const bench = await open();
      try {
        const { triggerable } = bench.device;
        if (!triggerable) throw new Error('The device is no counter.');
        await untilStatus(bench.device, 'idle');
        await act({ bench, counter: triggerable });
      } finally {
        await bench.close();
      }
    });

  describe(`${title} as a counter`, () => {
    trial(
      'counts, shows the value, and is idle again',
      async ({ bench, counter }) => {
        await counter.prepare(0.02);
        const counting = counter.count();
        expect(bench.device.reading().status).toBe('counting');
        const value = await counting;
        expect(Number.isFinite(value)).toBe(true);
        expect(bench.device.reading()).toMatchObject({
          status: 'idle',
          value,
          isStale: false,
        });
        expect(bench.device.info.can.count).toBe(true);
      },
    );

    trial('refuses exposures that it cannot make', async ({ counter }) => {
      const { shortest, longest } = counter.exposure;
      for (const exposure of [0, -1, NaN, shortest / 2, longest * 2]) {
        const refused = await refusal(counter.prepare(exposure));
        expect(refused.code).toBe('limit');
        expect(refused.message).toMatch(/between .* s and .* s/);
      }
    });

    trial('refuses to count twice at once', async ({ counter }) => {
      await counter.prepare(0.2);
      const counting = counter.count();
      expect((await refusal(counter.count())).code).toBe('busy');
      await counting;
    });

    trial(
      'rejects with `stopped` when it is stopped, and counts again',
      async ({ bench, counter }) => {
        await counter.prepare(5);
        const counting = refusal(counter.count());
        await bench.device.stoppable?.stop();
        expect((await counting).code).toBe('stopped');
        await counter.prepare(0.02);
        expect(Number.isFinite(await counter.count())).toBe(true);
      },
    );

    trial(
      'rejects with the reason of the signal, and counts again',
      async ({ counter }) => {
        const controller = new AbortController();
        await counter.prepare(5);
        const counting = refusal(counter.count(controller.signal));
        controller.abort();
        expect((await counting).code).toBe('aborted');
        await counter.prepare(0.02);
        expect(Number.isFinite(await counter.count())).toBe(true);
      },
    );

    trial(
      'counts with replies that come byte by byte',
      async ({ bench, counter }) => {
        bench.line?.split();
        await counter.prepare(0.02);
        expect(Number.isFinite(await counter.count())).toBe(true);
      },
    );

    trial(
      'is offline with a reason when its line is cut in a count',
      async ({ bench, counter }) => {
        const { line, device, countCommand = '' } = bench;
        if (!line) return;
        await counter.prepare(5);
        const before = line.sent().length;
        const counting = refusal(counter.count());
        await until('it counts', () =>
          line.sent().slice(before).includes(countCommand),
        );
        line.cut();
        expect((await counting).code).toBe('disconnected');
        expect(device.reading()).toMatchObject({
          status: 'offline',
          isStale: true,
        });
        expect(device.reading().message).toMatch(
          /The connection to .* Trying again every/,
        );
        if (!line.comesBack) return;
        await untilStatus(device, 'idle');
        await counter.prepare(0.02);
        expect(Number.isFinite(await counter.count())).toBe(true);
      },
    );

    trial(
      'says in a sentence that nobody answers',
      async ({ bench, counter }) => {
        if (!bench.line) return;
        bench.line.deafen();
        const refused = await refusal(counter.prepare(0.02));
        expect(refused.code).toMatch(/timeout|disconnected/);
        expect(refused.message).toMatch(/did not answer .* within .* s/);
      },
    );
  });
}
