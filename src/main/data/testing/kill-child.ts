import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { errno } from '../disk-error.ts';
import {
  exampleExperiment,
  exampleFooter,
  exampleHeader,
  exampleValues,
  openTestStore,
} from './example-run.ts';
import type { ScanShape } from './example-run.ts';
import { randomFrom } from './kill.ts';

// A station reduced to its store, made to be killed: puts right what its predecessor left, then records one run
// after the other and tells every point as it is announced, until it dies.
// Arguments: folder, seed, and `recover` to stop after the first step.

const [folder, seed, mode] = process.argv.slice(2);
const random = randomFrom(Number(seed));
const { store } = openTestStore({}, folder);

/** Returns when the whole line is on its way, also through a pipe that is full. */
function tell(fact: object): void {
  let bytes = Buffer.from(JSON.stringify(fact) + '\n');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(1, bytes));
    } catch (error) {
      if (errno(error) !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

const shapes: readonly (readonly [ScanShape, readonly number[]])[] = [
  ['curve', [400]],
  ['mesh', [20, 13]],
  ['snake', [9, 31]],
  ['loop', [150]],
  ['curve', [3]],
];

async function record(): Promise<void> {
  const [kind, shape] = shapes[Math.floor(random() * shapes.length)] ?? [
    'loop',
    [1],
  ];
  const header = exampleHeader(store.reserve(exampleExperiment), kind, shape);
  tell({ run: header.number });
  await store.begin(header);
  const pauseMs = random() < 0.3 ? 2 : 0;
  for (let index = 0; index < header.points; index++) {
    const values = exampleValues(index, header.columns.length);
    await store.point({ index, values });
    if (pauseMs > 0 || index % 20 === 0) await sleep(pauseMs);
  }
  await store.end(exampleFooter(header, header.points));
  tell({ ended: header.number });
}

for (const { number, file, endReason, message } of await store.recover())
  tell({ recovered: number, file, endReason, message });
// What it compiled is for its successors, too; once it is killed it is too late.
flushCompileCache();
tell({ ready: true });
if (mode === 'recover') {
  await store.close();
} else {
  let run = 0;
  store.onPoint(({ index }) => {
    tell({ run, point: index });
  });
  for (;;) {
    run = store.next(exampleExperiment).number;
    await record();
  }
}
