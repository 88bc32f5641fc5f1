import type { Column, PointBlock, Run } from '../../contract/runs.ts';
import { ask } from './call.ts';
import { oncePerFrame } from './frame.ts';

/** The points of a run, growing; the arrays live outside React. */
export interface RunPoints {
  readonly run: number;
  readonly columns: readonly Column[];
  readonly count: number;
  /** The values of a column so far: a view, valid until the next point. Undefined = no such column. */
  column(name: string): Float64Array | undefined;
}

const keptRuns = 10;
const buffers = new Map<number, RunBuffer>();
const listeners = new Map<number, Set<() => void>>();
const changed = new Set<number>();

const flush = oncePerFrame(() => {
  const runs = [...changed];
  changed.clear();
  for (const run of runs) {
    for (const listener of listeners.get(run) ?? []) {
      listener();
    }
  }
});

/** What is known of a run's points; undefined = nothing yet, see `loadRun`. */
export function runPoints(run: number): RunPoints | undefined {
  return buffers.get(run);
}

/** Calls when points of a run arrived, at most once per frame. Answers with the way to stop. */
export function onPoints(run: number, listener: () => void): () => void {
  const own = listeners.get(run) ?? new Set();
  listeners.set(run, own.add(listener));
  return () => {
    own.delete(listener);
    if (own.size === 0 && listeners.get(run) === own) {
      listeners.delete(run);
    }
  };
}

/** Makes room for a run as soon as its columns are known. */
export function expectRun(run: Run): RunPoints {
  return bufferOf(run);
}

/** Takes points as they are announced; what is missing before them is fetched. */
export function applyPoints(block: PointBlock): void {
  const buffer = buffers.get(block.run);
  if (!buffer) {
    return;
  }
  if (block.first > buffer.count) {
    void fill(buffer);
    return;
  }
  buffer.append(block);
  announce(block.run);
}

/** Fetches a run and all its points, however old; cheap when they are here. Throws the station's refusal. */
export async function loadRun(number: number): Promise<Run> {
  const run = await ask('runs.get', { run: number });
  await fill(bufferOf(run));
  return run;
}

/** Forgets everything: another station's runs have the same numbers. */
export function clearPoints(): void {
  buffers.clear();
}

function bufferOf(run: Run): RunBuffer {
  const known = buffers.get(run.number);
  // A run that is still being prepared may not know its columns yet.
  if (known && known.columns.length === run.columns.length) {
    return known;
  }
  const buffer = new RunBuffer(run.number, run.columns);
  buffers.set(run.number, buffer);
  for (const old of buffers.keys()) {
    if (buffers.size <= keptRuns) {
      break;
    }
    if (old !== run.number && !listeners.has(old)) {
      buffers.delete(old);
    }
  }
  return buffer;
}

/** Fetches from where the buffer stands until the station has no more. One at a time per run. */
async function fill(buffer: RunBuffer): Promise<void> {
  buffer.filling ??= fetchAll(buffer).finally(() => {
    buffer.filling = undefined;
  });
  return buffer.filling;
}

async function fetchAll(buffer: RunBuffer): Promise<void> {
  for (;;) {
    const block = await ask('runs.data', {
      run: buffer.run,
      from: buffer.count,
    });
    const isNew = buffer.append(block);
    announce(buffer.run);
    // Nothing new: the run ends here, or what it does now arrives as announcements.
    if (!isNew) {
      return;
    }
  }
}

function announce(run: number): void {
  changed.add(run);
  flush();
}

class RunBuffer implements RunPoints {
  readonly run: number;
  readonly columns: readonly Column[];
  count = 0;
  filling: Promise<void> | undefined;
  #arrays: Float64Array[];

  constructor(run: number, columns: readonly Column[]) {
    this.run = run;
    this.columns = columns;
    this.#arrays = columns.map(() => new Float64Array(256));
  }

  column(name: string): Float64Array | undefined {
    const index = this.columns.findIndex((column) => column.name === name);
    return this.#arrays[index]?.subarray(0, this.count);
  }

  /** Adds what is new in a block; what is already here is left as it is. Answers whether there was any. */
  append(block: PointBlock): boolean {
    const end = block.first + block.count;
    if (block.first > this.count || end <= this.count) {
      return false;
    }
    const skipped = this.count - block.first;
    this.#arrays = this.#arrays.map((array, index) => {
      const roomy = array.length >= end ? array : grown(array, end);
      const values = block.columns[index];
      if (values) {
        roomy.set(values.subarray(skipped, block.count), this.count);
      }
      return roomy;
    });
    this.count = end;
    return true;
  }
}

function grown(array: Float64Array, least: number): Float64Array {
  const bigger = new Float64Array(Math.max(least, array.length * 2));
  bigger.set(array);
  return bigger;
}
