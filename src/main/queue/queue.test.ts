import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import type { QueueItem } from '../../contract/queue.ts';
import { openDatabase } from '../data/database.ts';
import type { Database } from '../data/database.ts';
import { Queue } from './queue.ts';
import type { QueueRunEnd } from './queue.ts';

let folder: string;
let database: Database;
let queue: Queue;
let isBusy: boolean;
let problems: Map<string, string>;
/** Scans that the queue has started and we have not ended yet. */
let running: {
  item: QueueItem;
  end: (reason: QueueRunEnd['endReason'], message?: string) => void;
  refuse: (error: Error) => void;
}[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'beamtime-queue-'));
  isBusy = false;
  problems = new Map();
  running = [];
  open();
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  database = openDatabase(folder);
  queue = new Queue({
    sql: database.sql,
    now: () => 77,
    isBusy: () => isBusy,
    check: ({ type }) => ({
      line: `${type} line`,
      points: 3,
      durationSeconds: 2,
      problem: problems.get(type) ?? null,
    }),
    run: (item) =>
      new Promise((resolve, reject) => {
        running.push({
          item,
          end: (endReason, message) => {
            running = [];
            resolve({ number: 5, endReason, message: message ?? null });
          },
          refuse: (error) => {
            running = [];
            reject(error);
          },
        });
      }),
  });
}

/** As after a `kill -9`: nobody says goodbye. */
function restart(): void {
  database.close();
  open();
}

function add(...types: string[]): number[] {
  return types.map((type) => queue.add({ type, params: { n: 1 } }, 'H. Stern'));
}

function waiting(): string[] {
  return queue.state.items.map(({ request }) => request.type);
}

async function settle(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the queue', () => {
  test('does not start by itself', () => {
    add('a');
    expect(queue.state.isHeld).toBe(true);
    expect(running).toEqual([]);
  });

  test('adds at a place, duplicates behind, moves, edits, removes and clears', () => {
    const [a, b] = add('a', 'b');
    const c = queue.add({ type: 'c', params: {} }, 'H. Stern', 0);
    expect(waiting()).toEqual(['c', 'a', 'b']);
    queue.duplicate(c, 'me');
    expect(waiting()).toEqual(['c', 'c', 'a', 'b']);
    queue.move(b ?? 0, 0);
    expect(waiting()).toEqual(['b', 'c', 'c', 'a']);
    queue.edit(a ?? 0, { type: 'z', params: {} });
    queue.remove(c);
    expect(waiting()).toEqual(['b', 'c', 'z']);
    expect(queue.state.items[2]).toEqual({
      id: a,
      request: { type: 'z', params: {} },
      line: 'z line',
      points: 3,
      durationSeconds: 2,
      who: 'H. Stern',
      addedAt: 77,
      problem: null,
    });
    queue.clear();
    expect(waiting()).toEqual([]);
  });

  test('moves an item to the end when the place is beyond it', () => {
    const [a] = add('a', 'b', 'c');
    queue.move(a ?? 0, 99);
    expect(waiting()).toEqual(['b', 'c', 'a']);
  });

  test('refuses to change what no longer waits', () => {
    add('a');
    const [id] = add('b');
    queue.remove(id ?? 0);
    for (const change of [
      () => queue.edit(id ?? 0, { type: 'x', params: {} }),
      () => queue.move(id ?? 0, 0),
      () => queue.remove(id ?? 0),
      () => queue.duplicate(id ?? 0, 'me'),
    ])
      expect(change).toThrow(/no longer waiting/);
  });

  test('runs one after the other in their order, and what is added while it is started', async () => {
    add('a', 'b');
    queue.start();
    expect(running.map(({ item }) => item.request.type)).toEqual(['a']);
    expect(waiting()).toEqual(['b']);
    running[0]?.end('finished');
    await settle();
    expect(running.map(({ item }) => item.request.type)).toEqual(['b']);
    running[0]?.end('skipped');
    await settle();
    expect(queue.state).toEqual({ items: [], isHeld: false, reason: null });
    add('c');
    expect(running.map(({ item }) => item.request.type)).toEqual(['c']);
  });

  test('takes nothing more while it is held, but lets the run go on', async () => {
    add('a', 'b');
    queue.start();
    queue.hold();
    running[0]?.end('finished');
    await settle();
    expect(running).toEqual([]);
    expect(waiting()).toEqual(['b']);
  });

  test('waits while something else runs', () => {
    isBusy = true;
    add('a');
    queue.start();
    expect(running).toEqual([]);
    isBusy = false;
    queue.poke();
    expect(running).toHaveLength(1);
  });

  test.each([
    ['failed', /Run 5 \(a line\) failed: No beam\./],
    ['aborted', /Run 5 \(a line\) was aborted: No beam\./],
  ] as const)(
    'holds when a run %s, says why, and has the scan at the front again',
    async (how, reason) => {
      const [id] = add('a', 'b');
      queue.start();
      running[0]?.end(how, 'No beam.');
      await settle();
      expect(queue.state.isHeld).toBe(true);
      expect(queue.state.reason).toMatch(reason);
      expect(queue.state.items.map((item) => item.id)).toEqual([
        id,
        (id ?? 0) + 1,
      ]);
      expect(running).toEqual([]);
    },
  );

  test('holds when a scan cannot start', async () => {
    add('a');
    queue.start();
    running[0]?.refuse(new BeamtimeError('disk-full', 'The disk is full.'));
    await settle();
    expect(queue.state).toMatchObject({
      isHeld: true,
      reason: 'a line could not start: The disk is full.',
    });
    expect(waiting()).toEqual(['a']);
  });

  test('waits for its turn when somebody was quicker', async () => {
    add('a');
    queue.start();
    running[0]?.refuse(new BeamtimeError('busy', 'A run is active.'));
    await settle();
    expect(queue.state.isHeld).toBe(false);
    expect(waiting()).toEqual(['a']);
    queue.poke();
    expect(running).toHaveLength(1);
  });

  test('shows the problem of a waiting scan, and holds when it is its turn', () => {
    problems.set('a', 'samx has its limit at 2 mm.');
    add('a');
    expect(queue.state.items[0]?.problem).toBe('samx has its limit at 2 mm.');
    queue.start();
    expect(queue.state).toMatchObject({
      isHeld: true,
      reason: 'a line cannot start: samx has its limit at 2 mm.',
    });
    problems.clear();
    queue.recheck();
    expect(queue.state.items[0]?.problem).toBeNull();
  });

  test('tells of every change', () => {
    const heard: string[][] = [];
    const stop = queue.onChanged(({ items }) =>
      heard.push(items.map(({ request }) => request.type)),
    );
    add('a', 'b');
    queue.clear();
    stop();
    add('c');
    expect(heard).toEqual([['a'], ['a', 'b'], []]);
  });
});

describe('after a restart the queue', () => {
  test('has everything in its order and is held', () => {
    const [a] = add('a', 'b');
    queue.move(a ?? 0, 1);
    restart();
    expect(waiting()).toEqual(['b', 'a']);
    expect(queue.state).toMatchObject({ isHeld: true });
  });

  test('that was started is held and says so', async () => {
    isBusy = true;
    queue.start();
    add('a');
    await settle();
    isBusy = false;
    restart();
    expect(queue.state).toMatchObject({
      isHeld: true,
      reason: 'The station was started again.',
    });
    expect(running).toEqual([]);
  });

  test('has the interrupted scan at the front, is held and says what happened', () => {
    const ids = add('a', 'b');
    queue.start();
    running = [];
    restart();
    expect(queue.state.items.map(({ id }) => id)).toEqual(ids);
    expect(queue.state.reason).toMatch(/The station ended while a line ran/);
    expect(queue.state.isHeld).toBe(true);
    expect(running).toEqual([]);
  });
});
