import { closeSync, openSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { event } from '../src/contract/define.ts';
import { PointBlock } from '../src/contract/runs.ts';
import { systemClock } from '../src/main/base/clock.ts';
import { Coalescer } from '../src/main/base/coalesce.ts';
import { createDevices } from '../src/main/device/registry.ts';
import {
  instantAxis,
  instantCounter,
} from '../src/main/device/testing/instant.ts';
import type { Devices } from '../src/main/device/types.ts';
import { Engine } from '../src/main/engine/engine.ts';
import { buildScan, parseScan } from '../src/main/scan/index.ts';
import { createClient } from '../src/rpc/client.ts';
import { memoryPorts } from '../src/rpc/ports/memory.ts';
import { createServer } from '../src/rpc/server.ts';
import { withFolder } from './lib/folder.ts';
import { facts, journalOnly, openStore } from './lib/runs.ts';
import { inMicroseconds, tableOf, type Row } from './lib/table.ts';

const POINTS = 20_000;
const ROUNDS = 10;

/** What a point costs beside its devices: one axis and one detector into the journal; two and three onto disk and to a client. */
export async function measureEngine(): Promise<Row[]> {
  const small: Cost[] = [];
  const smallReference: Cost[] = [];
  const large: Cost[] = [];
  const largeReference: Cost[] = [];
  // References alternate with what they are references for, so that a slow moment of the machine hits both.
  for (let round = 0; round < ROUNDS; round += 1) {
    smallReference.push(await withFolder((folder) => bareLoop(folder, 4)));
    small.push(await withFolder(intoJournal));
    largeReference.push(await withFolder((folder) => bareLoop(folder, 7)));
    large.push(await withFolder(ontoDisk));
  }
  return [
    rowOf('point, 1 axis, 1 detector, journal', small, smallReference, 0.025),
    rowOf(
      'point, 2 axes, 3 detectors, HDF5, 1 client',
      large,
      largeReference,
      0.08,
    ),
  ];
}

/** Of one point: ms on the clock, ms of the main thread's processor time. */
interface Cost {
  readonly wall: number;
  readonly processor: number;
}

/** The best round counts: what else the machine does can only make a round slower. */
function rowOf(
  what: string,
  ours: readonly Cost[],
  reference: readonly Cost[],
  goalMs: number,
): Row {
  const mine = Math.min(...ours.map(({ wall }) => wall));
  const bare = Math.min(...reference.map(({ wall }) => wall));
  const processor = Math.min(...ours.map((cost) => cost.processor));
  return {
    what,
    ours: `${inMicroseconds(mine)} (main thread busy ${inMicroseconds(processor)})`,
    reference: `${inMicroseconds(bare)} bare loop`,
    ratio: mine / bare,
    goal: `at most ${inMicroseconds(goalMs)}`,
    holds: mine <= goalMs,
  };
}

/** Cost per point of something that takes all points. */
async function costOf(act: () => Promise<void>): Promise<Cost> {
  const before = process.threadCpuUsage();
  const start = performance.now();
  await act();
  const elapsed = performance.now() - start;
  const { user, system } = process.threadCpuUsage(before);
  return { wall: elapsed / POINTS, processor: (user + system) / 1000 / POINTS };
}

/** A loop that does nothing but append JSON lines. */
async function bareLoop(folder: string, values: number): Promise<Cost> {
  const fd = openSync(`${folder}/lines`, 'a');
  const cost = await costOf(() => {
    for (let i = 0; i < POINTS; i += 1) {
      const line = Array.from({ length: values }, (_, k) => i * 0.001 + k);
      writeSync(fd, `${JSON.stringify([i, ...line])}\n`);
    }
    return Promise.resolve();
  });
  closeSync(fd);
  return cost;
}

async function intoJournal(folder: string): Promise<Cost> {
  const devices = instantDevices(1, 1);
  const engine = new Engine({
    devices,
    clock: systemClock,
    output: journalOnly(folder),
  });
  const line = `ascan axis0 0 1 ${POINTS - 1} 0`;
  return timed(engine, devices, line, { number: 1, file: `${folder}/1.h5` });
}

async function ontoDisk(folder: string): Promise<Cost> {
  const devices = instantDevices(2, 3);
  const { store, reserve, close } = openStore(folder);
  const engine = new Engine({ devices, clock: systemClock, output: store });
  const reservation = reserve();
  const client = liveClient((from) => store.data(reservation.number, from));
  const stop = store.onPoint(() => client.onPoint());
  const line = `a2scan axis0 0 1 axis1 0 1 ${POINTS - 1} 0`;
  try {
    const cost = await timed(engine, devices, line, reservation);
    await client.untilHas(POINTS);
    return cost;
  } finally {
    stop();
    client.close();
    await close();
  }
}

/** A page that gets every point, twenty times a second, over a port that clones. */
function liveClient(pointsFrom: (from: number) => Promise<PointBlock>) {
  const contract = {
    'runs.points': event(PointBlock),
    'bench.void': event(z.void()),
  };
  const server = createServer<typeof contract, string>(contract, {});
  const [near, far] = memoryPorts();
  server.accept(far, 'page');
  const client = createClient(contract, near);
  let sent = 0;
  let received = 0;
  client.on('runs.points', (block) => {
    received += block.count;
  });
  const send = async () => {
    const block = await pointsFrom(sent);
    sent += block.count;
    server.emit('runs.points', block);
  };
  const coalescer = new Coalescer(systemClock, 50, () => void send());
  return {
    onPoint: () => coalescer.request(),
    async untilHas(points: number) {
      const until = performance.now() + 10_000;
      while (received < points && performance.now() < until) {
        coalescer.request();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      if (received < points)
        throw new Error(`The client got ${received} of ${points} points.`);
    },
    close() {
      coalescer.close();
      client.close();
      server.close();
    },
  };
}

/** From the call to the footer, everything on disk. */
function timed(
  engine: Engine,
  devices: Devices,
  line: string,
  { number, file }: { number: number; file: string },
): Promise<Cost> {
  const scan = buildScan(parseScan({ line }), devices);
  return costOf(async () => {
    const footer = await engine.start(scan, facts(number, file));
    if (footer.points !== POINTS) {
      throw new Error(footer.message ?? 'The run ended early.');
    }
  });
}

function instantDevices(axes: number, counters: number): Devices {
  const devices = createDevices();
  for (let i = 0; i < axes; i += 1) devices.add(instantAxis(`axis${i}`));
  for (let i = 0; i < counters; i += 1) {
    let counted = 0;
    devices.add(instantCounter(`counter${i}`, () => (counted += 1)));
  }
  return devices;
}

if (import.meta.main) console.log(tableOf(await measureEngine()));
