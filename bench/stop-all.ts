import { setTimeout as pause } from 'node:timers/promises';
import { BeamtimeError } from '../src/contract/errors.ts';
import { systemClock } from '../src/main/base/clock.ts';
import { createDevices } from '../src/main/device/registry.ts';
import { stopAll } from '../src/main/device/stop-all.ts';
import { StopLatch } from '../src/main/device/stop-latch.ts';
import { icepap } from '../src/main/drivers/icepap.ts';
import { pm600 } from '../src/main/drivers/pm600.ts';
import { startInstrument } from '../src/main/drivers/testing/bench.ts';
import { Engine } from '../src/main/engine/engine.ts';
import { buildScan, parseScan } from '../src/main/scan/index.ts';
import { withFolder } from './lib/folder.ts';
import { untilIdle } from './lib/instruments.ts';
import { facts, journalOnly } from './lib/runs.ts';
import { startResponders, type Wanted } from './lib/start-responders.ts';
import { quantile, tableOf, type Row } from './lib/table.ts';

const PRESSES = 100;
const GOAL_MS = 10;
/** The lines, by place: one on which the scan runs, one that hangs, one that is idle. */
const LINES = ['the scanned axis', 'the hung line', 'the idle line'] as const;
const HUNG = 1;
/** A fourth line, to which the stop is written with nothing in between and nothing else going on. */
const BARE = 3;

/** The stops of an IcePAP and of a PM600. */
const STOPS = /#STOP|\u001b/; // eslint-disable-line no-control-regex -- the PM600's halt character

const axis = { velocity: 1e5, acceleration: 1e9, stepsPerUnit: 1 };
const motor = { ...axis, lag: 0, settlingMs: 0 };

/** STOP ALL while a scan runs flat out and one line hangs: from the call to the bytes at every line's other end. */
export async function measureStopAll(): Promise<Row[]> {
  const lines: readonly Wanted[] = [
    { line: 'tcp', config: { protocol: 'icepap', axes: { 1: motor } } },
    { line: 'tcp', config: { protocol: 'icepap', axes: { 1: motor } } },
    {
      line: 'pty',
      config: { protocol: 'pm600', echo: false, axes: { 1: motor } },
    },
    { line: 'tcp', config: { protocol: 'icepap', axes: { 1: motor } } },
  ];
  const far = await startResponders(lines, { tells: STOPS });
  const latch = new StopLatch();
  const devices = createDevices(latch);
  const [first, second, third, fourth] = far.openers;
  if (!first || !second || !third || !fourth)
    throw new Error('There are no lines.');
  const instruments = [
    startInstrument(
      icepap,
      { axes: { scanned: { address: 1, ...axis } } },
      devices,
      first,
    ),
    startInstrument(
      icepap,
      { axes: { hung: { address: 1, ...axis } } },
      devices,
      second,
    ),
    startInstrument(
      pm600,
      { axes: { idle: { address: 1, ...axis } } },
      devices,
      third,
    ),
  ];
  const tookMs: number[][] = [[], [], [], []];
  let pressedNs = 0n;
  let awaited = new Set<number>();
  far.onHeard((line, atNs) => {
    if (!awaited.delete(line)) return;
    tookMs[line]?.push(Number(atNs - pressedNs) / 1e6);
  });
  const bare = await fourth.open();
  try {
    await withFolder(async (folder) => {
      const engine = new Engine({
        devices,
        clock: systemClock,
        output: journalOnly(folder),
      });
      for (let press = 1; press <= PRESSES; press += 1) {
        await untilIdle(devices);
        awaited = new Set([BARE]);
        pressedNs = process.hrtime.bigint();
        bare.write(new TextEncoder().encode('#STOP 1\r'));
        await pause(20);
        const line = 'ascan scanned 0 100000 100000 0';
        const run = engine.start(
          buildScan(parseScan({ line }), devices),
          facts(press, ''),
        );
        far.deafen(HUNG);
        await pause(20);
        // A request is under way on the hung line, and will not be answered.
        devices
          .get('hung')
          .movable?.readPosition()
          .catch(() => {});
        await pause(5 + (press % 7));
        awaited = new Set(LINES.keys());
        pressedNs = process.hrtime.bigint();
        latch.latch('bench');
        const results = stopAll(devices.all(), {
          clock: systemClock,
          timeoutMs: 500,
        });
        engine.abort(new BeamtimeError('stopped', 'STOP ALL was pressed.'));
        await Promise.all([run, results]);
        far.deafen(null);
        latch.reset();
      }
    });
  } finally {
    bare.close();
    await Promise.all(instruments.map((one) => one.close()));
    await far.close();
  }
  return LINES.map((name, index) =>
    rowOf(name, tookMs[index] ?? [], tookMs[BARE] ?? []),
  );
}

function rowOf(
  name: string,
  tookMs: readonly number[],
  bareMs: readonly number[],
): Row {
  const p99 = quantile(tookMs, 0.99);
  const bareP99 = quantile(bareMs, 0.99);
  return {
    what: `STOP ALL during a scan: bytes at ${name}`,
    ours: inWords(tookMs),
    reference: `${inWords(bareMs)} a bare write`,
    ratio: p99 / bareP99,
    goal: `p99 at most ${GOAL_MS} ms`,
    holds: tookMs.length === PRESSES && p99 <= GOAL_MS,
  };
}

function inWords(tookMs: readonly number[]): string {
  const [half, nearlyAll] = [0.5, 0.99].map((part) =>
    quantile(tookMs, part).toFixed(2),
  );
  return `p50 ${half} ms, p99 ${nearlyAll} ms, ${tookMs.length} of ${PRESSES} arrived`;
}

if (import.meta.main) console.log(tableOf(await measureStopAll()));
