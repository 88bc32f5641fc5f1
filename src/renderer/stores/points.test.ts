import { afterEach, expect, it, vi } from 'vitest';
import type { PointBlock } from '../../contract/runs.ts';
import { activeRun, run } from '../testing/fake-data.ts';
import { fakeStation } from '../testing/fake-station.ts';
import { connectTo, settle, tidyUp } from '../testing/render.tsx';
import { loadRun, onPoints, runPoints } from './points.ts';

afterEach(tidyUp);

/** Points whose columns are n and 10 n. */
function block(number: number, first: number, count: number): PointBlock {
  const x = Float64Array.from({ length: count }, (_, index) => first + index);
  return {
    run: number,
    first,
    count,
    columns: [x, x.map((value) => value * 10)],
  };
}

function stationWith(points: () => number) {
  return fakeStation({
    state: { run: activeRun(7), history: [run(6)] },
    handlers: {
      'runs.data': ({ run: number, from }) =>
        block(number, from, Math.max(0, Math.min(5, points() - from))),
    },
  });
}

it('fetches, in pages, what was measured before the page came', async () => {
  await connectTo(stationWith(() => 12));
  await vi.waitFor(() => expect(runPoints(7)?.count).toBe(12));
  expect([...(runPoints(7)?.column('i0') ?? [])].at(-1)).toBe(110);
});

it('adds announced points, whatever they overlap', async () => {
  let points = 3;
  const station = stationWith(() => points);
  await connectTo(station);
  await vi.waitFor(() => expect(runPoints(7)?.count).toBe(3));
  points = 8;
  station.emit('runs.points', block(7, 2, 4));
  station.emit('runs.points', block(7, 6, 2));
  await settle();
  expect([...(runPoints(7)?.column('samx') ?? [])]).toEqual([
    0, 1, 2, 3, 4, 5, 6, 7,
  ]);
});

it('fetches points that were never announced', async () => {
  let points = 0;
  const station = stationWith(() => points);
  await connectTo(station);
  points = 700;
  station.emit('runs.points', block(7, 690, 10));
  await vi.waitFor(() => expect(runPoints(7)?.count).toBe(700));
  const column = runPoints(7)?.column('samx');
  expect(column?.every((value, index) => value === index)).toBe(true);
});

it('calls listeners once per frame, however many announcements come', async () => {
  const station = stationWith(() => 0);
  await connectTo(station);
  await settle();
  const listener = vi.fn();
  const stop = onPoints(7, listener);
  for (let point = 0; point < 50; point++) {
    station.emit('runs.points', block(7, point, 1));
  }
  await vi.waitFor(() => expect(runPoints(7)?.count).toBe(50));
  await settle();
  expect(listener.mock.calls.length).toBeLessThan(10);
  expect(listener).toHaveBeenCalled();
  stop();
});

it('loads an earlier run on demand', async () => {
  await connectTo(stationWith(() => 9));
  expect((await loadRun(6)).number).toBe(6);
  expect(runPoints(6)?.count).toBe(9);
});

it('keeps the last runs only', async () => {
  const history = Array.from({ length: 14 }, (_, index) => run(20 - index));
  await connectTo(fakeStation({ state: { history } }));
  for (const { number } of history) {
    await loadRun(number);
  }
  expect(history.filter(({ number }) => runPoints(number)).length).toBe(10);
  expect(runPoints(7)).toBeDefined();
});
