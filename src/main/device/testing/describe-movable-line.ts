import { describe, expect } from 'vitest';
import type { MovableBench } from './movable-bench.ts';
import { lineTrials } from './trials.ts';
import { refusal, until, untilLeft, untilStatus } from './until.ts';

/** What an axis does when its line is ill. Devices without a line of their own have nothing to show here. */
export function describeMovableLine(open: () => Promise<MovableBench>): void {
  describe('when its line is ill', () => {
    const trial = lineTrials(open);

    trial(
      'moves with replies that come byte by byte',
      async ({ bench: { near, tolerance }, line, movable }) => {
        line.split();
        expect(Math.abs((await movable.move(near)) - near)).toBeLessThanOrEqual(
          tolerance,
        );
      },
    );

    trial(
      'reads its position past bytes that mean nothing',
      async ({ line, movable }) => {
        const position = await movable.readPosition();
        line.garbage('\u0000\u00fe 7 \r\n');
        expect(await movable.readPosition()).toBe(position);
      },
    );

    trial(
      'says in a sentence that nobody answers',
      async ({ line, movable }) => {
        line.deafen();
        const refused = await refusal(movable.readPosition());
        expect(refused.code).toMatch(/timeout|disconnected/);
        expect(refused.message).toMatch(/did not answer .* within .* s\./);
      },
    );

    trial(
      'gives a move up when nobody answers',
      async ({ bench: { near }, line, movable }) => {
        line.deafen();
        expect((await refusal(movable.move(near))).code).toMatch(
          /timeout|disconnected/,
        );
      },
    );

    trial(
      'never takes a late reply for another',
      async ({ bench: { device, near, far, tolerance }, line, movable }) => {
        await movable.move(near);
        line.delay(1_300);
        expect((await refusal(movable.readPosition())).code).toMatch(
          /timeout|disconnected/,
        );
        line.heal();
        await untilStatus(device, 'idle');
        const reached = await movable.move(far);
        expect(Math.abs(reached - far)).toBeLessThanOrEqual(tolerance);
        expect(await movable.readPosition()).toBe(reached);
      },
    );

    trial(
      'is offline with a reason when the line is cut',
      async ({ bench: { device, near }, line, movable }) => {
        line.cut();
        await untilStatus(device, 'offline');
        const reading = device.reading();
        expect(reading.message).toMatch(
          /The connection to .* Trying again every/,
        );
        expect(reading.isStale).toBe(true);
        expect((await refusal(movable.move(near))).code).toBe('disconnected');
      },
    );

    trial(
      'rejects the move during which the line is cut',
      async ({ bench: { far }, line, movable }) => {
        const from = await movable.readPosition();
        const moving = refusal(movable.move(far));
        await untilLeft(movable, from);
        line.cut();
        const { code, message } = await moving;
        expect(code).toBe('disconnected');
        const seen = / was last seen at ([\d.\u2212-]+) /.exec(message)?.[1];
        const place = Number(seen?.replace('\u2212', '-'));
        // Where it was on its way, not where it started.
        expect(Math.abs(place - from)).toBeGreaterThan(0.05);
        expect(Math.abs(place - far)).toBeLessThan(Math.abs(from - far));
      },
    );

    trial(
      'comes back by itself after the line was cut',
      async ({ bench: { device, near }, line, movable }) => {
        if (!line.comesBack) return;
        line.cut();
        await untilStatus(device, 'offline');
        await untilStatus(device, 'idle');
        expect(device.reading().isStale).toBe(false);
        await movable.move(near);
      },
    );

    trial(
      'sends a stop over a request that hangs',
      async ({ bench: { far, stopCommand }, line, movable, stop }) => {
        const from = await movable.readPosition();
        const moving = refusal(movable.move(far));
        await untilLeft(movable, from);
        line.mute();
        const already = line.sent().length;
        // Wait for a request of the poll that will never be answered.
        await until('a request hangs', () => line.sent().length > already);
        stop().catch(() => {});
        await until('the stop is out', () => {
          const after = line.sent().slice(already);
          return typeof stopCommand === 'string'
            ? after.includes(stopCommand)
            : (stopCommand?.test(after) ?? false);
        });
        line.heal();
        expect((await moving).code).toBe('stopped');
      },
    );
  });
}
